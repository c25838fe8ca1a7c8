/**
 * What guidelines need between Markdown and the page: names to jump to, room for notes below a
 * section, and glossary terms. They run after sanitising, on a tree that can bring nothing along.
 */
import type { Element, ElementContent, Root, RootContent, Text } from "hast";

import { textOf } from "@/components/markdown/tree";

import { headingName, unmarked, type FlagRef } from "./anchors";

const HEADING = /^h([1-6])$/;

function levelOf(node: RootContent): number | null {
  const found = node.type === "element" ? HEADING.exec(node.tagName) : null;
  return found === null ? null : Number(found[1]);
}

function lastText(node: Element): Text | null {
  const last = node.children.at(-1);
  if (last?.type === "text") return last;
  return last?.type === "element" ? lastText(last) : null;
}

/** Takes a marker off an element and returns the name that the element has. */
function nameElement(node: Element, flags: readonly FlagRef[]): string | null {
  const end = lastText(node);
  const marked = unmarked(end?.value ?? "");
  if (end !== null && marked.name !== null) end.value = marked.text;
  if (levelOf(node) === null) return marked.name;
  return headingName({ text: textOf(node), name: marked.name }, flags);
}

export interface AnchorOptions {
  flags: readonly FlagRef[];
  /** Sections that have notes; room is made for them where the section ends. */
  noted: ReadonlySet<string>;
}

interface OpenSection {
  name: string;
  level: number;
}

/** Names headings and marked paragraphs, and puts an `aside` below those that have notes. */
export function rehypeAnchors({ flags, noted }: AnchorOptions) {
  return (tree: Root): void => {
    const seen = new Set<string>();
    const open: OpenSection[] = [];
    const out: RootContent[] = [];
    const close = (level: number) => {
      while ((open.at(-1)?.level ?? 0) >= level) out.push(aside(open.pop()?.name ?? ""));
    };
    for (const node of tree.children) {
      const level = levelOf(node);
      if (level !== null) close(level);
      out.push(node);
      if (node.type !== "element" || !(level !== null || node.tagName === "p")) continue;
      const name = nameElement(node, flags);
      if (name === null || name === "" || seen.has(name)) continue;
      seen.add(name);
      node.properties = { ...node.properties, dataAnchor: name };
      if (!noted.has(name)) continue;
      if (level === null) out.push(aside(name));
      else open.push({ name, level });
    }
    close(1);
    tree.children = out;
  };
}

function aside(name: string): Element {
  return { type: "element", tagName: "aside", properties: { dataNotes: name }, children: [] };
}

const UNTOUCHED = new Set(["a", "code", "pre", "dfn", "h1", "h2", "h3", "h4", "h5", "h6"]);

/** Marks each glossary term where a block uses it first, as `dfn` with the term's number. */
export function rehypeTerms({ terms }: { terms: readonly string[] }) {
  const pattern = termPattern(terms);
  return (tree: Root): void => {
    if (pattern === null) return;
    const numbers = new Map(terms.map((term, index) => [term.toLowerCase(), index]));
    for (const block of tree.children) {
      if (block.type !== "element" || UNTOUCHED.has(block.tagName)) continue;
      markTerms(block, pattern, numbers, new Set());
    }
  };
}

/** Longer terms first, whole words only, where the script has words. */
export function termPattern(terms: readonly string[]): RegExp | null {
  const parts = terms
    .filter((term) => term.trim() !== "")
    .sort((a, b) => b.length - a.length)
    .map((term) => term.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  if (parts.length === 0) return null;
  return new RegExp(`(?<![\\p{L}\\p{N}_])(?:${parts.join("|")})(?![\\p{L}\\p{N}_])`, "giu");
}

function markTerms(
  node: Element,
  pattern: RegExp,
  numbers: ReadonlyMap<string, number>,
  used: Set<number>,
): void {
  node.children = node.children.flatMap((child): ElementContent[] => {
    if (child.type === "element" && !UNTOUCHED.has(child.tagName)) {
      markTerms(child, pattern, numbers, used);
    }
    return child.type === "text" ? partsOf(child.value, pattern, numbers, used) : [child];
  });
}

function partsOf(
  text: string,
  pattern: RegExp,
  numbers: ReadonlyMap<string, number>,
  used: Set<number>,
): ElementContent[] {
  const parts: ElementContent[] = [];
  let position = 0;
  for (const { 0: found, index } of text.matchAll(pattern)) {
    const number = numbers.get(found.toLowerCase());
    if (number === undefined || used.has(number)) continue;
    used.add(number);
    if (index > position) parts.push({ type: "text", value: text.slice(position, index) });
    parts.push({
      type: "element",
      tagName: "dfn",
      properties: { dataTerm: String(number) },
      children: [{ type: "text", value: found }],
    });
    position = index + found.length;
  }
  if (position === 0) return [{ type: "text", value: text }];
  if (position < text.length) parts.push({ type: "text", value: text.slice(position) });
  return parts;
}
