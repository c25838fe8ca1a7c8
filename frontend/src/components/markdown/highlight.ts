/**
 * Colours for code, in a chunk of its own that loads after the text is on the page.
 *
 * Eight grammars by name: the "common" bundle would bring 37 of them and 51 kB.
 */
import type { Element, ElementContent, Root } from "hast";
import bash from "highlight.js/lib/languages/bash";
import cpp from "highlight.js/lib/languages/cpp";
import javascript from "highlight.js/lib/languages/javascript";
import json from "highlight.js/lib/languages/json";
import python from "highlight.js/lib/languages/python";
import sql from "highlight.js/lib/languages/sql";
import typescript from "highlight.js/lib/languages/typescript";
import xml from "highlight.js/lib/languages/xml";
import { createLowlight } from "lowlight";

import { textOf, visit } from "./tree";

const lowlight = createLowlight({ bash, cpp, javascript, json, python, sql, typescript, xml });
lowlight.registerAlias({
  bash: ["sh", "shell", "zsh"],
  cpp: ["c", "c++"],
  javascript: ["js", "jsx"],
  python: ["py"],
  typescript: ["ts", "tsx"],
  xml: ["html"],
});

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
