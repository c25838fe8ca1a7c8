/** A reviewer's reason in one's own letters, and both views side by side. */
import { textOf, viewOf } from "@/lib/answer-view";
import type { Contested } from "@/lib/api-types";

import { Lettered } from "./Lettered";
import classes from "./ReviewersView.module.css";
import { Markdown } from "./markdown/Markdown";

/** Whose letters those of a reason are. */
const WHOSE = "The reviewer's";

interface ReviewersViewProps {
  item: Contested;
  /** What a reviewer wrote in full, where it is worked on; else by its beginning. */
  whole?: boolean;
}

export function ReviewersView({ item, whole = false }: ReviewersViewProps) {
  const { reason, letters, own, other } = item;
  const written = whole ? textOf(other) : "";
  const seen = viewOf(other);
  // Where a text is worked on, one's own stands right there.
  const bothShown = written === "" && !(whole && textOf(own) !== "");
  return (
    <>
      {reason !== "" && (
        <p className={classes.reason} dir="auto">
          <Lettered text={reason} letters={letters} whose={WHOSE} />
        </p>
      )}
      {bothShown && (
        <dl className={classes.views}>
          <dt>You</dt>
          <dd dir="auto">{viewOf(own)}</dd>
          {seen !== "" && (
            <>
              <dt>Reviewer</dt>
              <dd dir="auto">{seen}</dd>
            </>
          )}
        </dl>
      )}
      {written !== "" && <Markdown text={written} size="sm" />}
    </>
  );
}
