/**
 * Where in the guidelines something stands.
 *
 * A heading or paragraph that ends in `{#name}` is found under that name, which may be a flag's
 * key; any other heading under its words. Names are what questions and flags refer to.
 */

const MARKER = /\s*\{#([\p{L}\p{N}_-]{1,80})\}\s*$/u;

export interface Marked {
  /** The text without its marker. */
  text: string;
  name: string | null;
}

/** Takes the marker off the end of a text. */
export function unmarked(text: string): Marked {
  const found = MARKER.exec(text);
  if (found === null) return { text, name: null };
  return { text: text.slice(0, found.index), name: found[1] ?? null };
}

/** A heading's words as a name: `How to rank: ties` as `how-to-rank-ties`. */
export function nameOf(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}_]+/gu, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 80);
}

export interface FlagRef {
  key: string;
  label: string;
}

/** The name of a heading: its marker, else the flag of that label, else its words. */
export function headingName(marked: Marked, flags: readonly FlagRef[]): string {
  if (marked.name !== null) return marked.name;
  const words = nameOf(marked.text);
  return flags.find(({ label }) => nameOf(label) === words)?.key ?? words;
}

export interface Section {
  name: string;
  title: string;
}

const FENCE = /^ {0,3}(`{3,}|~{3,})/;
const HEADING = /^ {0,3}(#{1,6})\s+(.*?)\s*#*\s*$/;

/** The sections of a Markdown text that a question can be about, in order. */
export function sectionsOf(markdown: string, flags: readonly FlagRef[]): Section[] {
  const found = new Map<string, Section>();
  let fence: string | null = null;
  for (const line of markdown.split("\n")) {
    const mark = FENCE.exec(line)?.[1];
    if (fence !== null) {
      if (mark?.startsWith(fence) === true) fence = null;
      continue;
    }
    if (mark !== undefined) {
      fence = mark;
      continue;
    }
    const section = sectionAt(line, flags);
    if (section !== null && section.name !== "" && !found.has(section.name)) {
      found.set(section.name, section);
    }
  }
  return [...found.values()];
}

function sectionAt(line: string, flags: readonly FlagRef[]): Section | null {
  const heading = HEADING.exec(line)?.[2];
  if (heading !== undefined) {
    const marked = unmarked(heading);
    return { name: headingName(marked, flags), title: plain(marked.text) };
  }
  const { text, name } = unmarked(line);
  if (name === null) return null;
  return { name, title: flags.find(({ key }) => key === name)?.label ?? plain(text).slice(0, 60) };
}

function plain(markdown: string): string {
  return markdown.replace(/[*_`]/g, "").trim();
}
