/** One answer in a table's cell: the ranking as chips, best first, or the start of a text. */
import type { JudgmentReview } from "@/lib/api-types";
import { count, excerpt, wordCount } from "@/lib/format";
import { writingFacts } from "@/lib/written";

import { flagsOf, groupsOf, spoken, textOf } from "../state";
import classes from "./AnswerSummary.module.css";

interface AnswerSummaryProps {
  answer: JudgmentReview["answer"];
  flagLabel: (key: string) => string;
}

export function AnswerSummary({ answer, flagLabel }: AnswerSummaryProps) {
  const groups = groupsOf(answer);
  if (groups === null) {
    const text = textOf(answer) ?? "";
    const facts = writingFacts(answer);
    return (
      <div className={classes.text}>
        <bdi dir="auto">{excerpt(text, 120)}</bdi> <span className={classes.small}>{count(wordCount(text), "word")}</span>
        {facts !== null && <div className={classes.small}>{facts}</div>}
      </div>
    );
  }
  const flags = flagsOf(groups);
  return (
    <div>
      <div className={classes.ranking} role="img" aria-label={`Ranking, best first: ${spoken(groups)}`}>
        {groups.map((group, index) => (
          <span key={index} className={classes.group} data-tie={group.length > 1}>
            {group.map(({ slot, overall }) => (
              <span key={slot} className={classes.chip}>
                {slot}
                {overall !== null && <sub>{overall}</sub>}
              </span>
            ))}
          </span>
        ))}
      </div>
      {flags.length > 0 && (
        <div className={classes.flags}>
          {flags.map(({ flag, slots }) => `${flagLabel(flag)}: ${slots.join(", ")}`).join(" · ")}
        </div>
      )}
      {answer.notes !== undefined && answer.notes !== "" && (
        <div className={classes.small} dir="auto">
          “{excerpt(answer.notes, 120)}”
        </div>
      )}
    </div>
  );
}
