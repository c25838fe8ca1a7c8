/**
 * The steps between Markdown and the page that are ours.
 *
 * Order matters: raw HTML becomes visible text, then everything is sanitised, and only
 * then are class names added (highlighting, word marks), so that no text can bring its own.
 */
import type { Element, ElementContent, Root, Text } from "hast";
import { defaultSchema, type Options as Schema } from "rehype-sanitize";

import { visit, type Parent } from "./tree";

const HIDDEN_TAGS = new Set(["img", "input"]);

/** Images would load trackers and checkboxes do nothing; addresses are http, https or mailto. */
export const schema: Schema = {
  ...defaultSchema,
  tagNames: (defaultSchema.tagNames ?? []).filter((tag) => !HIDDEN_TAGS.has(tag)),
  protocols: { href: ["http", "https", "mailto"] },
  attributes: {
    ...defaultSchema.attributes,
    // How remark-math hands a formula on; the other class names are those of a fence's language.
    code: [["className", /^language-./, "math-inline", "math-display"]],
  },
};

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
