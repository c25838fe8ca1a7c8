/**
 * The steps between Markdown and the page that are ours.
 *
 * Order matters: raw HTML becomes visible text, then everything is sanitised, and only
 * then are class names added (highlighting, word marks), so that no text can bring its own.
 */
import type { Element, ElementContent, Root, RootContent, Text } from "hast";
import bash from "highlight.js/lib/languages/bash";
import cpp from "highlight.js/lib/languages/cpp";
import javascript from "highlight.js/lib/languages/javascript";
import json from "highlight.js/lib/languages/json";
import python from "highlight.js/lib/languages/python";
import sql from "highlight.js/lib/languages/sql";
import typescript from "highlight.js/lib/languages/typescript";
import xml from "highlight.js/lib/languages/xml";
import { createLowlight } from "lowlight";
import { defaultSchema, type Options as Schema } from "rehype-sanitize";

// Eight grammars by name: the "common" bundle would add 37 and 51 kB to the ranking page.
const lowlight = createLowlight({ bash, cpp, javascript, json, python, sql, typescript, xml });
lowlight.registerAlias({
  bash: ["sh", "shell", "zsh"],
  cpp: ["c", "c++"],
  javascript: ["js", "jsx"],
  python: ["py"],
  typescript: ["ts", "tsx"],
  xml: ["html"],
});

const HIDDEN_TAGS = new Set(["img", "input"]);

/** Images would load trackers and checkboxes do nothing; addresses are http, https or mailto. */
export const schema: Schema = {
  ...defaultSchema,
  tagNames: (defaultSchema.tagNames ?? []).filter((tag) => !HIDDEN_TAGS.has(tag)),
  protocols: { href: ["http", "https", "mailto"] },
};

type Parent = Root | Element;

function visit(node: Parent, change: (child: ElementContent | RootContent) => ElementContent[] | null) {
  node.children = node.children.flatMap((child) => {
    const replacement = change(child);
    if (replacement !== null) return replacement;
    if (child.type === "element") visit(child, change);
    return [child];
  });
}

function textOf(node: ElementContent): string {
  if (node.type === "text") return node.value;
  return node.type === "element" ? node.children.map(textOf).join("") : "";
}

function isRaw(node: { type: string }): node is { type: "raw"; value: string } {
  return node.type === "raw";
}

/** Shows HTML in the source as the text it is, and an image as its description. */
export function rehypeShowRaw() {
  return (tree: Root): void => {
    visit(tree, (node) => {
      if (isRaw(node)) return [{ type: "text", value: node.value }];
      if (node.type !== "element" || node.tagName !== "img") return null;
      const alt = node.properties.alt;
      return [{ type: "text", value: `[image: ${typeof alt === "string" ? alt : ""}]` }];
    });
  };
}

function languageOf(node: Element): string | null {
  const names = Array.isArray(node.properties.className) ? node.properties.className : [];
  const name = names.map(String).find((item) => item.startsWith("language-"));
  return name?.slice("language-".length) ?? null;
}

/** Colours fenced code in a language we know. */
export function rehypeHighlight() {
  return (tree: Root): void => {
    visit(tree, (node) => {
      if (node.type !== "element" || node.tagName !== "code") return null;
      const language = languageOf(node);
      if (language === null || !lowlight.registered(language)) return null;
      const coloured = lowlight.highlight(language, textOf(node));
      return [{ ...node, children: coloured.children as ElementContent[] }];
    });
  };
}

export interface WordMark {
  /** Says for each word of the text, in order, whether the other text has it too. */
  shared: (words: string[]) => boolean[];
  side: "left" | "right";
}

interface Word {
  node: Text;
  start: number;
  end: number;
}

/** Marks the words that the other answer lacks, inside the rendered text. */
export function rehypeWordMarks({ shared, side }: WordMark) {
  return (tree: Root): void => {
    const words: Word[] = [];
    collectWords(tree, words);
    const isShared = shared(words.map(({ node, start, end }) => node.value.slice(start, end)));
    const marked = new Map<Text, Word[]>();
    words.forEach((word, index) => {
      if (isShared[index] === true) return;
      marked.set(word.node, [...(marked.get(word.node) ?? []), word]);
    });
    visit(tree, (node) => {
      if (node.type !== "text") return null;
      const inNode = marked.get(node);
      return inNode === undefined ? null : split(node, inNode, side);
    });
  };
}

const segmenter = new Intl.Segmenter(undefined, { granularity: "word" });

function collectWords(node: Parent, words: Word[]): void {
  for (const child of node.children) {
    if (child.type === "element") collectWords(child, words);
    if (child.type !== "text") continue;
    for (const { segment, index, isWordLike } of segmenter.segment(child.value)) {
      if (isWordLike === true) words.push({ node: child, start: index, end: index + segment.length });
    }
  }
}

function mark(value: string, side: "left" | "right"): Element {
  return {
    type: "element",
    tagName: "mark",
    properties: { dataSide: side },
    children: [{ type: "text", value }],
  };
}

/** Neighbouring marked words become one mark, with the space between them. */
function split(node: Text, words: Word[], side: "left" | "right"): ElementContent[] {
  const spans: { start: number; end: number }[] = [];
  for (const { start, end } of words) {
    const last = spans.at(-1);
    const between = last === undefined ? "x" : node.value.slice(last.end, start);
    if (last !== undefined && !/[\p{L}\p{N}]/u.test(between)) last.end = end;
    else spans.push({ start, end });
  }
  const parts: ElementContent[] = [];
  let position = 0;
  for (const { start, end } of spans) {
    if (start > position) parts.push({ type: "text", value: node.value.slice(position, start) });
    parts.push(mark(node.value.slice(start, end), side));
    position = end;
  }
  if (position < node.value.length) parts.push({ type: "text", value: node.value.slice(position) });
  return parts;
}
