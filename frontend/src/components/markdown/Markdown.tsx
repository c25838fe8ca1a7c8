/**
 * Text that somebody else wrote, as Markdown and never as HTML.
 *
 * No image is loaded, no script or style survives, links open elsewhere without a referrer.
 */
import { memo, useMemo } from "react";

import classes from "./Markdown.module.css";
import type { WordMark } from "./plugins";
import { rendered, type Headings } from "./rendered";
import { hasFence, useHighlighter } from "./useHighlighter";
import { useTypesetter } from "./useTypesetter";

interface MarkdownProps {
  text: string;
  lang?: string | null;
  /** Marks the words that another text lacks; replaces the colours of code. */
  marks?: WordMark | null;
  size?: "sm" | "md";
  headings?: Headings;
}

export const Markdown = memo(function Markdown(props: MarkdownProps) {
  const { text, lang, marks = null, size = "md", headings = "flat" } = props;
  const highlighter = useHighlighter(marks === null && hasFence(text));
  const typesetter = useTypesetter(text);
  const content = useMemo(
    () => rendered(text, { headings, highlighter, typesetter }, marks),
    [text, headings, highlighter, typesetter, marks],
  );
  return (
    <div className={classes.root} data-size={size} data-headings={headings} dir="auto" lang={lang ?? undefined}>
      {content}
    </div>
  );
});
