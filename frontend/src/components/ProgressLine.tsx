import { Progress } from "@mantine/core";
import type { ReactNode } from "react";

import classes from "./ProgressLine.module.css";

interface ProgressLineProps {
  label: string;
  done: number;
  /** Null where it is not known yet. */
  total: number | null;
  /** Instead of "done of total". */
  note?: ReactNode;
}

/** How much of something is done: a name, a bar and the two numbers. */
export function ProgressLine({ label, done, total, note }: ProgressLineProps) {
  const share = total === null || total === 0 ? 0 : Math.min(100, (100 * done) / total);
  const numbers = `${done.toLocaleString("en")} of ${total?.toLocaleString("en") ?? "?"}`;
  return (
    <div className={classes.line}>
      <div className={classes.head}>
        <span>{label}</span>
        <span className={classes.numbers}>{note ?? numbers}</span>
      </div>
      <Progress.Root size={8} radius="xl">
        <Progress.Section
          value={share}
          color={share >= 100 ? "var(--ts-good)" : "accent"}
          aria-label={`${label}: ${numbers}`}
        />
      </Progress.Root>
    </div>
  );
}
