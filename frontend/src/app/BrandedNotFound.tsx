import { Link } from "@tanstack/react-router";

import { Brand } from "./AppShell";
import classes from "./AppShell.module.css";
import { NotFoundPage } from "./NotFoundPage";

/** Outside of the shell, with a head of its own. */
export function BrandedNotFound() {
  return (
    <div className={classes.shell}>
      <header className={classes.header}>
        <Link to="/" className={classes.brand}>
          <Brand />
        </Link>
      </header>
      <main className={classes.content}>
        <NotFoundPage />
      </main>
    </div>
  );
}
