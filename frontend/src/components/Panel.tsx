import { Title } from "@mantine/core";
import { useId, type ReactNode } from "react";

import classes from "./Panel.module.css";

interface PanelProps {
  title: string;
  /** One line below the title. */
  hint?: ReactNode;
  /** Buttons at the end of the title's line. */
  actions?: ReactNode;
  /** Content up to the edges, as a table wants it. */
  flush?: boolean;
  /** Inside another panel's page section, one level deeper. */
  order?: 2 | 3;
  children: ReactNode;
}

/** A titled card: the unit that admin pages are built of. */
export function Panel({ title, hint, actions, flush = false, order = 2, children }: PanelProps) {
  const id = useId();
  return (
    <section className={classes.panel} aria-labelledby={id}>
      <div className={classes.head}>
        <div>
          <Title order={order} size="h5" id={id}>
            {title}
          </Title>
          {hint != null && <div className={classes.hint}>{hint}</div>}
        </div>
        {actions !== undefined && <div className={classes.actions}>{actions}</div>}
      </div>
      <div className={classes.body} data-flush={flush}>
        {children}
      </div>
    </section>
  );
}
