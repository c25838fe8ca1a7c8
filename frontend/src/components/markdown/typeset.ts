/**
 * Mathematics, in a chunk of its own with its fonts: loaded when a text has any.
 *
 * KaTeX runs without trust: no links, no images, no styles of the text's own; a macro that grows
 * without end is cut off, and what cannot be parsed is shown as its source. It draws into elements
 * and never through HTML, whose style attributes the page's CSP would refuse.
 */
import "katex/dist/katex.min.css";

import type { Element, ElementContent, Root } from "hast";
import katex from "katex";
import remarkMath from "remark-math";

import { withDollars } from "./formulas";
import { textOf, visit } from "./tree";

const OPTIONS = { trust: false, strict: "ignore", maxExpand: 200, maxSize: 20, throwOnError: true } as const;

function formulaOf(node: ElementContent, display: boolean): ElementContent[] | null {
  const holder = document.createElement("span");
  try {
    katex.render(textOf(node), holder, { ...OPTIONS, displayMode: display });
  } catch {
    return null;
  }
  return [...holder.childNodes].map(fromDom);
}

/** The tree of what KaTeX drew; a namespace follows from the elements' names. */
function fromDom(node: Node): ElementContent {
  if (!(node instanceof window.Element)) return { type: "text", value: node.textContent ?? "" };
  return {
    type: "element",
    tagName: node.localName,
    properties: Object.fromEntries([...node.attributes].map(({ name, value }) => [name, value])),
    children: [...node.childNodes].map(fromDom),
  };
}

function isFormula(node: Element, kind: "inline" | "display"): boolean {
  const { className } = node.properties;
  return node.tagName === "code" && Array.isArray(className) && className.includes(`math-${kind}`);
}

/** Typesets what remark-math has found. */
function rehypeFormulas() {
  return (tree: Root): void => {
    visit(tree, (node) => {
      if (node.type !== "element") return null;
      if (isFormula(node, "inline")) return formulaOf(node, false);
      const [only] = node.children;
      const display = node.tagName === "pre" && only?.type === "element" && isFormula(only, "display");
      return display ? formulaOf(only, true) : null;
    });
  };
}

export const typeset = { source: withDollars, remark: remarkMath, rehype: rehypeFormulas };
