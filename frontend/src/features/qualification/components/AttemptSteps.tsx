import type { AttemptItem, QualificationPart } from "@/lib/api-types";

import { PART_SHORT } from "../strings";
import classes from "./AttemptRunner.module.css";

interface AttemptStepsProps {
  items: readonly AttemptItem[];
  done: readonly boolean[];
  at: number;
  onGo: (index: number) => void;
}

/** Every item as a numbered button, part by part. */
export function AttemptSteps({ items, done, at, onGo }: AttemptStepsProps) {
  const parts = [...new Set(items.map(({ part }) => part))];
  return (
    <nav aria-label="Items">
      <ol className={classes.steps}>
        {parts.map((part) => (
          <li key={part} className={classes.part} data-here={items[at]?.part === part}>
            <span className={classes.partName}>{PART_SHORT[part]}</span>
            <span className={classes.dots}>
              {indexesOf(items, part).map((index) => (
                <button
                  key={index}
                  type="button"
                  className={classes.dot}
                  data-done={done[index]}
                  aria-current={index === at ? "step" : undefined}
                  aria-label={`Item ${String(index + 1)}, ${PART_SHORT[part]}, ${done[index] === true ? "answered" : "not answered yet"}`}
                  onClick={() => {
                    onGo(index);
                  }}
                >
                  {index + 1}
                </button>
              ))}
            </span>
          </li>
        ))}
      </ol>
    </nav>
  );
}

function indexesOf(items: readonly AttemptItem[], part: QualificationPart): number[] {
  return items.flatMap((item, index) => (item.part === part ? [index] : []));
}
