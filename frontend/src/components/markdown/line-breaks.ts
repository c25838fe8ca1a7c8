/**
 * Single line breaks as breaks, as whoever wrote the text saw them.
 *
 * Markdown joins such lines; chatbots and transcripts mean them ("USER: …", then "AGENT: …").
 */
import type { Element, ElementContent, Root, RootContent } from "hast";

import type { Parent } from "./tree";

const INLINE = new Set(["a", "code", "del", "em", "strong"]);
/** What keeps its line breaks by itself. */
const VERBATIM = new Set(["pre", "code"]);

export function rehypeLineBreaks() {
  return (tree: Root): void => {
    breakLines(tree);
  };
}

type Child = ElementContent | RootContent;

function breakLines(parent: Parent): void {
  parent.children = parent.children.flatMap((child: Child, index: number): Child[] => {
    if (child.type === "element" && !VERBATIM.has(child.tagName)) breakLines(child);
    if (child.type !== "text") return [child];
    const before = isInline(parent.children[index - 1]);
    return broken(child.value, before, isInline(parent.children[index + 1]));
  });
}

function isInline(node: Child | undefined): boolean {
  return node?.type === "element" && INLINE.has(node.tagName);
}

/** A break stands between words of one paragraph, never beside a block or another break. */
function broken(text: string, inlineBefore: boolean, inlineAfter: boolean): Child[] {
  const lines = text.split("\n");
  return lines.flatMap((line, index): Child[] => {
    if (index === 0) return [{ type: "text", value: line }];
    const hasBefore = inlineBefore || lines.slice(0, index).some((one) => one.trim() !== "");
    const hasAfter = inlineAfter || lines.slice(index).some((one) => one.trim() !== "");
    if (!hasBefore || !hasAfter) return [{ type: "text", value: `\n${line}` }];
    const br: Element = { type: "element", tagName: "br", properties: {}, children: [] };
    return [br, { type: "text", value: `\n${line}` }];
  });
}
