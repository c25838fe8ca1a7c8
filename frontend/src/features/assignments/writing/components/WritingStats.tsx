/** How long the text is, quietly: nobody is told that it should be longer or shorter. */
import { useDeferredValue, useMemo } from "react";

import { count } from "@/lib/format";

import { lengthOf, readingTime } from "../state/length";
import classes from "./WritingStats.module.css";

export function WritingStats({ text }: { text: string }) {
  const shown = useDeferredValue(text);
  const { words, characters, tokens } = useMemo(() => lengthOf(shown), [shown]);
  return (
    <dl className={classes.stats} aria-label="Length">
      <Fact term="Words" value={count(words, "word")} />
      <Fact term="Characters" value={`${characters.toLocaleString("en")} char.`} />
      <Fact term="Tokens, about" value={`~${tokens.toLocaleString("en")} tokens`} />
      <Fact term="Time to read" value={`${readingTime(words)} to read`} />
    </dl>
  );
}

function Fact({ term, value }: { term: string; value: string }) {
  return (
    <div className={classes.fact}>
      <dt className="visually-hidden">{term}</dt>
      <dd>{value}</dd>
    </div>
  );
}
