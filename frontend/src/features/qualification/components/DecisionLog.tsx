/** Every decision on an attempt: by rule or by whom, when, why, on which figures. */
import layout from "@/components/stack.module.css";
import type { AttemptRecord } from "@/lib/api-types";
import { count, dateTime } from "@/lib/format";

import { PART_SHORT } from "../strings";
import classes from "./DecisionLog.module.css";
import { written } from "./PartFigures";

type Decision = AttemptRecord["decisions"][number];

export function DecisionLog({ decisions }: { decisions: readonly Decision[] }) {
  if (decisions.length === 0) return null;
  return (
    <details>
      <summary className={layout.muted}>{count(decisions.length, "decision")}</summary>
      <ol className={`${layout.muted ?? ""} ${classes.log ?? ""}`}>
        {decisions.map((decision) => (
          <li key={decision.decided_at}>
            {decision.outcome} {decision.decided_by === null ? "by the rule" : `by ${decision.decided_by.name}`},{" "}
            {dateTime(decision.decided_at)}
            {decision.reason !== "" && <div dir="auto">“{decision.reason}”</div>}
            <div>{decision.figures.map(lineOf).join(" · ")}</div>
          </li>
        ))}
      </ol>
    </details>
  );
}

/** `Ranking 83 % (at least 75 %)`. */
function lineOf({ kind, value, cutoff }: Decision["figures"][number]): string {
  const least = cutoff === null ? "" : ` (at least ${written(kind, cutoff)})`;
  return `${PART_SHORT[kind]} ${written(kind, value)}${least}`;
}
