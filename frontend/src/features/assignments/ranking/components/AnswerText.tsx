/**
 * The text of an answer: rendered, or its source as it is.
 *
 * What all answers of the task begin with is folded behind a button, in every one alike. A whole
 * transcript is shown turn by turn.
 */
import { memo } from "react";

import { AnswerBody } from "@/components/AnswerBody";
import type { WordMark } from "@/components/markdown/plugins";
import { count, wordCount } from "@/lib/format";

import classes from "./AnswerText.module.css";

interface AnswerTextProps {
  text: string;
  lang: string | null;
  raw: boolean;
  sharedStart: number;
  folded: boolean;
  onFold: () => void;
  marks?: WordMark | null;
}

/** Long answers cost tens of milliseconds to draw: only when something of their own changes. */
export const AnswerText = memo(function AnswerText(props: AnswerTextProps) {
  const { text, lang, raw, sharedStart, folded, onFold, marks = null } = props;
  const start = folded ? sharedStart : 0;
  return (
    <>
      {sharedStart > 0 && (
        <SharedStart text={text.slice(0, sharedStart)} folded={folded} onToggle={onFold} />
      )}
      <Body text={text} start={start} lang={lang} raw={raw} marks={marks} />
    </>
  );
});

interface SharedStartProps {
  text: string;
  folded: boolean;
  onToggle: () => void;
}

function SharedStart({ text, folded, onToggle }: SharedStartProps) {
  return (
    <button type="button" className={classes.shared} aria-expanded={!folded} onClick={onToggle}>
      {folded ? "Show" : "Fold"} the beginning that all answers share · {count(wordCount(text), "word")}
    </button>
  );
}

interface BodyProps {
  text: string;
  /** What comes before is folded. */
  start: number;
  lang: string | null;
  raw: boolean;
  marks: WordMark | null;
}

function Body({ text, start, lang, raw, marks }: BodyProps) {
  if (!raw) return <AnswerBody {...{ text, start, lang, marks }} />;
  return (
    // Long lines scroll on their own, so the keyboard must be able to reach them.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <pre className={classes.source} dir="auto" lang={lang ?? undefined} tabIndex={0}>
      {text.slice(start)}
    </pre>
  );
}
