import { Paper } from "@mantine/core";

import { LettersNote } from "@/components/Lettered";
import { Markdown } from "@/components/markdown/Markdown";
import type { PracticeFeedback, PracticeItem } from "@/lib/api-types";
import { percent } from "@/lib/format";
import { piecesOf } from "@/lib/lettered";

import { spoken, type Answer } from "../state/answers";
import classes from "./Feedback.module.css";

interface FeedbackProps {
  item: PracticeItem;
  answer: Answer | null;
  told: PracticeFeedback;
}

/** What reviewers said of the item that was just answered. */
export function Feedback({ item, answer, told }: FeedbackProps) {
  return (
    <Paper component="section" className={classes.feedback} withBorder radius="lg" aria-label="What reviewers chose">
      <div role="status" className={classes.verdict} data-alike={told.agreement === 1}>
        {verdict(item, told)}
      </div>
      {item.part !== "writing" && (
        <dl className={classes.pair}>
          <dt>You</dt>
          <dd>{saidOf(item, answer?.flags ?? [], answer?.ranking ?? [])}</dd>
          <dt>Reviewers</dt>
          <dd>{saidOf(item, told.flags, told.ranking)}</dd>
        </dl>
      )}
      {told.example !== "" && (
        <div className={classes.example}>
          <div className={classes.label}>A reviewer’s answer</div>
          <Markdown text={told.example} lang={item.language} />
        </div>
      )}
      {told.explanation_markdown !== "" && (
        <>
          <Markdown text={inLettersHere(told)} />
          <LettersNote letters={told.letters} whose="The explanation's" />
        </>
      )}
    </Paper>
  );
}

/** `[A]` names an answer; a letter that stands alone stays as it was typed, the note tells what it is. */
function inLettersHere({ explanation_markdown: text, letters }: PracticeFeedback): string {
  return piecesOf(text, letters)
    .map((piece) => (piece.kind === "text" ? piece.text : piece.kind === "letter" ? piece.written : `**${piece.here}**`))
    .join("");
}

function verdict(item: PracticeItem, told: PracticeFeedback): string {
  if (item.part === "writing") return "Compare it with what reviewers look for.";
  if (told.agreement === null) return "There is no pair that both of you put in an order.";
  if (told.agreement === 1) return "You and the reviewers agree.";
  if (item.part === "flagging") return "Reviewers saw it differently.";
  return `You ordered ${percent(told.agreement, 0)} of ${String(told.pairs)} pairs as reviewers did.`;
}

function saidOf(item: PracticeItem, flags: readonly string[], ranking: string[][]): string {
  if (item.part === "ranking") return spoken(ranking);
  const labels = (item.shown.flags ?? []).filter(({ key }) => flags.includes(key)).map(({ label }) => label);
  return labels.length === 0 ? "nothing applies" : labels.join(", ");
}
