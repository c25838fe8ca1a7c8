/** How the prompts are split, fixed at intake: what trains, what chooses, what judges. */
import { percent } from "@/lib/format";

import classes from "./SplitBar.module.css";

const SPLITS = [
  { key: "train", label: "Train" },
  { key: "validation", label: "Validation" },
  { key: "test", label: "Test" },
] as const;

type Counts = Record<(typeof SPLITS)[number]["key"], number>;

export function SplitBar({ counts }: { counts: Counts }) {
  const total = Math.max(1, counts.train + counts.validation + counts.test);
  return (
    <>
      <div className={classes.bar} aria-hidden="true">
        {SPLITS.map(({ key }) => (
          <span key={key} data-split={key} style={{ flexGrow: counts[key] }} />
        ))}
      </div>
      <dl className={classes.legend}>
        {SPLITS.map(({ key, label }) => (
          <div key={key}>
            <dt data-split={key}>{label}</dt>
            <dd>
              <b>{counts[key].toLocaleString("en")}</b> {percent(counts[key] / total, 0)}
            </dd>
          </div>
        ))}
      </dl>
    </>
  );
}
