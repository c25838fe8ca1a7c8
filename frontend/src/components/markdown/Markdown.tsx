/**
 * Text that somebody else wrote, as Markdown and never as HTML.
 *
 * No image is loaded, no script or style survives, links open elsewhere without a referrer.
 */
import { memo, useMemo } from "react";
import ReactMarkdown, { type Components } from "react-markdown";
import rehypeSanitize from "rehype-sanitize";

import classes from "./Markdown.module.css";
import { remarkGfm } from "./gfm";
import { rehypeLineBreaks } from "./line-breaks";
import {
  rehypeShowRaw,
  rehypeWordMarks,
  schema,
  type WordMark,
} from "./plugins";
import { useHighlighter } from "./useHighlighter";
import { useTypesetter } from "./useTypesetter";

function numberRoom(start: number | undefined) {
  const digits = String(start ?? 1).length;
  return digits < 3 ? undefined : { paddingInlineStart: `${String(digits + 2)}ch` };
}

const components: Components = {
  p: ({ children }) => <p dir="auto">{children}</p>,
  li: ({ children }) => <li dir="auto">{children}</li>,
  a: ({ href, children }) => (
    <a href={href} target="_blank" rel="noopener noreferrer nofollow">
      {children}
    </a>
  ),
  // "4471. It is late" is a list that starts at 4471: its long number needs room, or is cut.
  ol: ({ start, dir, className, children }) => (
    <ol start={start} dir={dir} className={className} style={numberRoom(start)}>
      {children}
    </ol>
  ),
  // Wide code and tables scroll on their own, so the keyboard must be able to reach them.
  pre: ({ children }) => (
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <pre tabIndex={0}>{children}</pre>
  ),
  table: ({ children }) => (
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className={classes.tableScroll} tabIndex={0} role="group" aria-label="Table">
      <table>{children}</table>
    </div>
  ),
};

// Answers bring headings of any size; inside a card they all are at the same small one.
const flat: Components = {
  ...components,
  h1: ({ children }) => <h3 dir="auto">{children}</h3>,
  h2: ({ children }) => <h3 dir="auto">{children}</h3>,
  h3: ({ children }) => <h3 dir="auto">{children}</h3>,
};

// A document keeps its order, one level below the page's own title.
const nested: Components = {
  ...components,
  h1: ({ children }) => <h2 dir="auto">{children}</h2>,
  h2: ({ children }) => <h3 dir="auto">{children}</h3>,
  h3: ({ children }) => <h4 dir="auto">{children}</h4>,
};

interface MarkdownProps {
  text: string;
  lang?: string | null;
  /** Marks the words that another text lacks; replaces the colours of code. */
  marks?: WordMark | null;
  size?: "sm" | "md";
  headings?: "flat" | "document";
}

const PLAIN = [remarkGfm];
const FENCE = /^\s*(?:```|~~~)\s*\w/m;

export const Markdown = memo(function Markdown(props: MarkdownProps) {
  const { text, lang, marks, size = "md", headings = "flat" } = props;
  const highlighter = useHighlighter(marks == null && FENCE.test(text));
  const typesetter = useTypesetter(text);
  const rehypePlugins = useMemo(() => {
    // Documents are wrapped by their authors' editors; what chatbots and people say is not.
    const lines = headings === "flat" ? [rehypeLineBreaks] : [];
    const safe = [rehypeShowRaw, [rehypeSanitize, schema], ...lines] as const;
    // Mathematics comes last: what it makes of a formula is its own, not the text's.
    const math = typesetter === null ? [] : [typesetter.rehype];
    if (marks != null) return [...safe, [rehypeWordMarks, marks] as const, ...math];
    return highlighter === null ? [...safe, ...math] : [...safe, highlighter, ...math];
  }, [marks, highlighter, typesetter, headings]);
  const remarkPlugins = typesetter === null ? PLAIN : [remarkGfm, typesetter.remark];
  return (
    <div className={classes.root} data-size={size} data-headings={headings} dir="auto" lang={lang ?? undefined}>
      <ReactMarkdown
        remarkPlugins={remarkPlugins}
        // The list is built of plain tuples; unified's own type asks for mutable ones.
        rehypePlugins={rehypePlugins as never}
        components={headings === "flat" ? flat : nested}
      >
        {typesetter === null ? text : typesetter.source(text)}
      </ReactMarkdown>
    </div>
  );
});
