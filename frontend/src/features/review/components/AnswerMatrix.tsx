/** A row per answer, a column per person: place, rating and flags, disputed rows marked. */
import { Badge } from "@mantine/core";

import { Lettered, LettersNote } from "@/components/Lettered";
import { Panel } from "@/components/Panel";
import type { ReviewJudgment, ReviewTask } from "@/lib/api-types";
import { ago, duration, excerpt, ofItEdit } from "@/lib/format";

import { places } from "../state/ladder";
import { cellOf, dispute, remarksOf, writtenOf } from "../state/matrix";
import classes from "./AnswerMatrix.module.css";

export function AnswerMatrix({ task }: { task: ReviewTask }) {
  const review = task.review === null ? null : places(task.review.ranking);
  return (
    <Panel title="Judgments" hint="Place, and the rating in small. A marked row is where people are far apart." flush>
      {/* Many people make it wide, so the keyboard must be able to scroll it. */}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div className={classes.scroll} role="region" aria-label="Judgments side by side" tabIndex={0}>
        <table className={classes.table}>
          <thead>
            <tr>
              <th scope="col">Answer</th>
              {task.judgments.map((judgment) => (
                <th key={judgment.id} scope="col">
                  <Head judgment={judgment} />
                </th>
              ))}
              {review !== null && <th scope="col" className={classes.review}>Review</th>}
            </tr>
          </thead>
          <tbody>
            {task.slots.map(({ slot, text }) => (
              <tr key={slot} data-disputed={dispute(task, slot) >= 0.5}>
                <th scope="row">
                  <b>{slot}</b> <span className={classes.text} dir="auto">{excerpt(text, 60)}</span>
                </th>
                {task.judgments.map((judgment) => (
                  <td key={judgment.id} data-out={isOut(judgment)}>
                    <Said task={task} judgment={judgment} letter={slot} />
                  </td>
                ))}
                {review !== null && <td className={classes.review}>{review.get(slot)}</td>}
              </tr>
            ))}
            {task.judgments.length > 0 && <Remarks task={task} />}
          </tbody>
        </table>
        {task.judgments.length === 0 && <p className={classes.none}>Nobody has judged it yet.</p>}
      </div>
    </Panel>
  );
}

function Remarks({ task }: { task: ReviewTask }) {
  return (
    <tr className={classes.remarks}>
      <th scope="row">Remarks</th>
      {task.judgments.map((judgment) => (
        <td key={judgment.id} dir="auto">
          <Remark judgment={judgment} />
        </td>
      ))}
      {/* The reason stands beside the table, where it was written. */}
      {task.review !== null && <td className={classes.review} />}
    </tr>
  );
}

/** Written in its author's order of the answers: read in this page's. */
function Remark({ judgment }: { judgment: ReviewJudgment }) {
  const { answer, letters, labeler } = judgment;
  const said = remarksOf(answer);
  const written = writtenOf(answer);
  if (said.length + written.length === 0) return "–";
  const whose = `${labeler.name}'s`;
  return (
    <>
      {said.join(" · ")}
      {said.length > 0 && written.length > 0 && " · "}
      <Lettered text={written.join(" · ")} letters={letters} whose={whose} />
      {written.length > 0 && <LettersNote letters={letters} whose={whose} />}
    </>
  );
}

function isOut(judgment: ReviewJudgment): boolean {
  return judgment.void !== null || !judgment.counted;
}

function Head({ judgment }: { judgment: ReviewJudgment }) {
  const { labeler, submitted_at: at, active_seconds: active, edit_seconds: edits, wall_seconds: wall } = judgment;
  return (
    <div className={classes.head}>
      <span>{labeler.name}</span>
      {judgment.void !== null && <Badge size="xs" color="red" variant="light" tt="none" title={judgment.void.reason}>{judgment.void.cause === "void" ? "voided" : "relabel"}</Badge>}
      {!judgment.counted && (
        <Badge size="xs" color="gray" variant="outline" tt="none">{judgment.gold_check ? "gold check" : "surplus"}</Badge>
      )}
      <small>{ago(at)} · guidelines {judgment.guideline_number ?? "–"}</small>
      <small title="Active, and from opening to submit">
        {duration(active + edits)} active of {duration(wall)}
        {edits > 0 && `, ${ofItEdit(edits)}`}
        {judgment.revision > 1 && ` · revision ${String(judgment.revision)}`}
      </small>
    </div>
  );
}

interface SaidProps {
  task: ReviewTask;
  judgment: ReviewJudgment;
  letter: string;
}

function Said({ task, judgment, letter }: SaidProps) {
  const { place, tied, overall, flags } = cellOf(judgment.answer, letter);
  const labels = new Map(task.rating_schema.flags.map(({ key, label }) => [key, label]));
  return (
    <>
      <span className={classes.place}>{place === null ? "–" : `${String(place)}${tied ? "=" : ""}`}</span>
      {overall !== null && <span className={classes.rating} title="Rating">{overall}</span>}
      {flags.map((flag) => (
        <span key={flag} className={classes.flag}>{labels.get(flag) ?? flag}</span>
      ))}
    </>
  );
}
