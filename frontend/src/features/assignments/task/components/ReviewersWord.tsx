/** What a reviewer said of the answer that is worked on again: beside the work, folded at will. */
import { ReviewersView } from "@/components/ReviewersView";
import type { Assignment } from "@/lib/api-types";
import { contestedQuery, WHAT } from "@/lib/contested";
import { ago } from "@/lib/format";
import { useList } from "@/lib/lists";

import type { Layout } from "../hooks/useLayout";
import { RETURNED } from "../strings";
import classes from "./ReviewersWord.module.css";

interface ReviewersWordProps {
  assignment: Assignment;
  judgmentId: string;
  layout: Layout;
}

/** Nothing where no reviewer saw it otherwise. */
export function ReviewersWord({ assignment, judgmentId, layout }: ReviewersWordProps) {
  const { items = [] } = useList(contestedQuery(assignment.project.id, judgmentId));
  const [last] = items;
  if (last === undefined) return null;
  return (
    <details className={classes.word} open={layout !== "phone"}>
      <summary className={classes.head}>
        A reviewer’s view: <b>{WHAT[last.what]}</b> <span className={classes.when}>{ago(last.at)}</span>
      </summary>
      {/* Scrolls on its own, so the keyboard must be able to get into it. */}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div className={classes.body} tabIndex={0} role="group" aria-label="A reviewer’s view">
        {last.open && <p className={classes.todo}>{RETURNED}</p>}
        {items.map((item, index) => (
          <section key={`${item.what}${item.id}`} className={classes.item}>
            {index > 0 && (
              <h3 className={classes.title}>
                {WHAT[item.what]} <span className={classes.when}>{ago(item.at)}</span>
              </h3>
            )}
            <ReviewersView item={item} whole />
          </section>
        ))}
      </div>
    </details>
  );
}
