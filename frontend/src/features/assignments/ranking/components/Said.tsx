/** Sentences between the answers and the way out. */
import { useState, type ReactNode } from "react";

import classes from "../../task/components/Said.module.css";
import type { Bench } from "../hooks/useBench";
import { hasTie } from "../state/rows";
import { CLOSED_UP } from "../strings";

/** Says of ranks that come back as others why they do, until something is changed. */
export function ClosedUp({ bench }: { bench: Bench }) {
  const [put, putAway] = useState(false);
  if (put || bench.pair || !hasTie(bench.content.rows)) return null;
  return (
    <Said
      onDismiss={() => {
        putAway(true);
      }}
    >
      {CLOSED_UP}
    </Said>
  );
}

interface SaidProps {
  /** It stands between the answer and its submit. */
  warns?: boolean;
  onDismiss: () => void;
  children: ReactNode;
}

/** Below the answers and not over them: nobody has to hurry to read on. */
export function Said({ warns = false, onDismiss, children }: SaidProps) {
  return (
    <div className={classes.said} data-warns={warns}>
      <span>{children}</span>
      <button type="button" className={classes.dismiss} aria-label="Put this notice away" onClick={onDismiss}>
        ×
      </button>
    </div>
  );
}
