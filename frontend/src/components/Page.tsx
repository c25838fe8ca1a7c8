import type { ReactNode } from "react";

import classes from "./Page.module.css";

interface PageProps {
  /** narrow for text, wide for tables, full for a page with its own side column. */
  width?: "narrow" | "normal" | "wide" | "full";
  children: ReactNode;
}

/** The column a page's content stands in. */
export function Page({ width = "normal", children }: PageProps) {
  return (
    <div className={classes.page} data-width={width}>
      {children}
    </div>
  );
}
