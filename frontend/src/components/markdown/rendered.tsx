/**
 * From Markdown to elements. A long text costs tens of milliseconds to parse: what was fetched
 * ahead is parsed while nobody waits (`prepare`), so that the next task is on the screen at once.
 */
import type { ReactElement } from "react";
import ReactMarkdown, { type Components } from "react-markdown";
import rehypeSanitize from "rehype-sanitize";

import classes from "./Markdown.module.css";
import { remarkGfm } from "./gfm";
import { rehypeLineBreaks } from "./line-breaks";
import { rehypeShowRaw, rehypeWordMarks, schema, type WordMark } from "./plugins";
import { highlighterFor, type Highlighter } from "./useHighlighter";
import { typesetterFor, type Typesetter } from "./useTypesetter";

export type Headings = "flat" | "document";

export interface Look {
  headings: Headings;
  highlighter: Highlighter | null;
  typesetter: Typesetter | null;
}

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

/** Two tasks ahead and the one on the screen, of nine answers each, and their prompts. */
const KEPT = 64;
const kept = new Map<string, ReactElement>();

function keyOf(text: string, { headings, highlighter, typesetter }: Look): string {
  return `${headings} ${String(highlighter !== null)} ${String(typesetter !== null)} ${text}`;
}

/** Returns the text as elements; what was prepared is there already. */
export function rendered(text: string, look: Look, marks: WordMark | null = null): ReactElement {
  const prepared = marks === null ? kept.get(keyOf(text, look)) : undefined;
  return prepared ?? draw(text, look, marks);
}

/** Parses a text that will be shown soon. */
export function prepare(text: string, headings: Headings = "flat"): void {
  const look = { headings, highlighter: highlighterFor(text), typesetter: typesetterFor(text) };
  const key = keyOf(text, look);
  if (kept.has(key)) return;
  kept.set(key, draw(text, look, null));
  const [oldest] = kept.keys();
  if (kept.size > KEPT && oldest !== undefined) kept.delete(oldest);
}

function draw(text: string, look: Look, marks: WordMark | null): ReactElement {
  const { headings, highlighter, typesetter } = look;
  // Documents are wrapped by their authors' editors; what chatbots and people say is not.
  const lines = headings === "flat" ? [rehypeLineBreaks] : [];
  const safe = [rehypeShowRaw, [rehypeSanitize, schema], ...lines];
  const words = marks !== null ? [[rehypeWordMarks, marks]] : highlighter === null ? [] : [highlighter];
  // Mathematics comes last: what it makes of a formula is its own, not the text's.
  const math = typesetter === null ? [] : [typesetter.rehype];
  // Its component is a function of its options alone: called here, its result can be kept.
  return ReactMarkdown({
    children: typesetter === null ? text : typesetter.source(text),
    remarkPlugins: typesetter === null ? [remarkGfm] : [remarkGfm, typesetter.remark],
    // The list is built of plain tuples; unified's own type asks for mutable ones.
    rehypePlugins: [...safe, ...words, ...math] as never,
    components: headings === "flat" ? flat : nested,
  });
}
