/** A remark about answers: its author's letters, told in the reader's. */
import { differ, piecesOf, type Letters } from "@/lib/lettered";

import classes from "./Lettered.module.css";

interface LetteredProps {
  text: string;
  letters: Letters;
  /** Whose remark it is: "the reviewer's", "Bob's". */
  whose: string;
}

/** Inline; the line about the two orders is `LettersNote`. */
export function Lettered({ text, letters, whose }: LetteredProps) {
  return piecesOf(text, letters).map((piece, index) => {
    if (piece.kind === "text") return piece.text;
    const { kind, written, here } = piece;
    if (kind === "reference") {
      return (
        <b key={index} className={classes.chip} title={`${whose} ${written}`}>
          {here}
        </b>
      );
    }
    // It may be no more than a word, so that it stays as it was typed.
    return written === here ? (
      written
    ) : (
      <span key={index}>
        {written} <small className={classes.here}>({here} here)</small>
      </span>
    );
  });
}

/** Says how the two orders lie; also "the second" is then understood. Nothing where they are one. */
export function LettersNote({ letters, whose }: Omit<LetteredProps, "text">) {
  if (!differ(letters)) return null;
  const pairs = Object.entries(letters).sort(([one], [other]) => one.localeCompare(other));
  return (
    <p className={classes.note}>
      {whose} {pairs.map(([written]) => written).join(", ")}, first to last, are{" "}
      <b>{pairs.map(([, here]) => here).join(", ")}</b> here.
    </p>
  );
}
