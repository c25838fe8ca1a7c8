/**
 * The text of a release: Markdown with names to jump to, explained terms, and notes (examples,
 * answered questions) below the section they belong to.
 */
import { createContext, memo, use, useMemo, type ComponentProps, type ReactNode } from "react";
import ReactMarkdown, { type Components } from "react-markdown";
import rehypeSanitize from "rehype-sanitize";

import { Markdown } from "@/components/markdown/Markdown";
import markdown from "@/components/markdown/Markdown.module.css";
import { remarkGfm } from "@/components/markdown/gfm";
import { rehypeShowRaw, schema } from "@/components/markdown/plugins";
import type { GuidelineTerm } from "@/lib/api-types";

import classes from "./GuidelineText.module.css";
import { Term } from "./Term";
import type { FlagRef } from "./anchors";
import { rehypeAnchors, rehypeTerms } from "./plugins";

interface Surroundings {
  glossary: readonly GuidelineTerm[];
  notes: ReadonlyMap<string, ReactNode>;
  /** The name of what was asked for. */
  here: string | null;
}

const Around = createContext<Surroundings>({ glossary: [], notes: new Map(), here: null });

type Named = ComponentProps<"p"> & { "data-anchor"?: string };

/** A block that can be jumped to; the one asked for is marked. */
function useName({ "data-anchor": name }: Named) {
  const { here } = use(Around);
  return {
    dir: "auto",
    "data-anchor": name,
    "data-here": name !== undefined && name === here ? true : undefined,
    tabIndex: name === undefined ? undefined : -1,
  } as const;
}

function Paragraph(props: Named) {
  return <p {...useName(props)}>{props.children}</p>;
}

// One level below the page's own title; what is deeper stays as it is.
function H2(props: Named) {
  return <h2 {...useName(props)}>{props.children}</h2>;
}

function H3(props: Named) {
  return <h3 {...useName(props)}>{props.children}</h3>;
}

function H4(props: Named) {
  return <h4 {...useName(props)}>{props.children}</h4>;
}

function Dfn({ children, ...rest }: ComponentProps<"dfn"> & { "data-term"?: string }) {
  const term = use(Around).glossary[Number(rest["data-term"])];
  if (term === undefined) return children;
  return <Term definition={term.definition_markdown}>{children}</Term>;
}

function Notes(props: ComponentProps<"aside"> & { "data-notes"?: string }) {
  const notes = use(Around).notes.get(props["data-notes"] ?? "");
  return notes === undefined ? null : <div className={classes.notes}>{notes}</div>;
}

const components: Components = {
  p: Paragraph,
  h1: H2,
  h2: H3,
  h3: H4,
  h4: H4,
  h5: H4,
  h6: H4,
  dfn: Dfn,
  aside: Notes,
  li: ({ children }) => <li dir="auto">{children}</li>,
  a: ({ href, children }) => (
    <a href={href} target="_blank" rel="noopener noreferrer nofollow">
      {children}
    </a>
  ),
  // Wide code and tables scroll on their own, so the keyboard must be able to reach them.
  pre: ({ children }) => (
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <pre tabIndex={0}>{children}</pre>
  ),
  table: ({ children }) => (
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className={markdown.tableScroll} tabIndex={0} role="group" aria-label="Table">
      <table>{children}</table>
    </div>
  ),
};

interface GuidelineTextProps {
  text: string;
  glossary?: readonly GuidelineTerm[];
  flags?: readonly FlagRef[];
  notes?: ReadonlyMap<string, ReactNode>;
  here?: string | null;
  size?: "sm" | "md";
}

const NOTHING = [] as const;
const NO_NOTES: ReadonlyMap<string, ReactNode> = new Map();

export const GuidelineText = memo(function GuidelineText(props: GuidelineTextProps) {
  const { text, glossary = NOTHING, flags = NOTHING, notes = NO_NOTES, here = null, size = "md" } = props;
  const rehypePlugins = useMemo(
    () => [
      rehypeShowRaw,
      [rehypeSanitize, schema] as const,
      [rehypeAnchors, { flags, noted: new Set(notes.keys()) }] as const,
      [rehypeTerms, { terms: glossary.map(({ term }) => term) }] as const,
    ],
    [flags, notes, glossary],
  );
  const around = useMemo(() => ({ glossary, notes, here }), [glossary, notes, here]);
  return (
    <Around value={around}>
      <div className={`${markdown.root ?? ""} ${classes.text ?? ""}`} data-size={size} data-headings="document" dir="auto">
        <ReactMarkdown
          remarkPlugins={[remarkGfm]}
          // The list is built of plain tuples; unified's own type asks for mutable ones.
          rehypePlugins={rehypePlugins as never}
          components={components}
        >
          {text}
        </ReactMarkdown>
      </div>
    </Around>
  );
});

/** Text of a part (an example, a definition, an answer): Markdown without names or terms. */
export function PartText({ text }: { text: string }) {
  return <Markdown text={text} size="sm" />;
}
