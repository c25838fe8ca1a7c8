import type { Element, Root } from "hast";
import { expect, test } from "vitest";

import { headingName, nameOf, sectionsOf, unmarked } from "./anchors";
import { rehypeAnchors, rehypeTerms, termPattern } from "./plugins";

const FLAGS = [{ key: "fails_instruction", label: "Fails the instruction" }];

const text = (value: string) => ({ type: "text" as const, value });
const element = (tagName: string, ...children: Element["children"]): Element => ({
  type: "element",
  tagName,
  properties: {},
  children,
});

test("a marker is taken off the end of a text and nowhere else", () => {
  expect(unmarked("Made-up facts {#hallucination}")).toEqual({ text: "Made-up facts", name: "hallucination" });
  expect(unmarked("Write {#x} so")).toEqual({ text: "Write {#x} so", name: null });
});

test("a heading is named by its marker, by a flag's label, or by its words", () => {
  expect(headingName({ text: "Any", name: "key" }, FLAGS)).toBe("key");
  expect(headingName({ text: "Fails the instruction", name: null }, FLAGS)).toBe("fails_instruction");
  expect(headingName({ text: "How to rank: ties!", name: null }, FLAGS)).toBe("how-to-rank-ties");
  expect(nameOf("Größe & Maß")).toBe("größe-maß");
});

test("sections come from headings and marked paragraphs, never from code", () => {
  const markdown = [
    "# Title",
    "```",
    "# not a heading",
    "```",
    "## Fails the instruction",
    "Text *here* {#rule_2}",
    "## Title",
  ].join("\n");
  expect(sectionsOf(markdown, FLAGS)).toEqual([
    { name: "title", title: "Title" },
    { name: "fails_instruction", title: "Fails the instruction" },
    { name: "rule_2", title: "Text here" },
  ]);
});

test("notes stand at the end of their section, or below their paragraph", () => {
  const tree: Root = {
    type: "root",
    children: [
      element("h2", text("Flags {#flags}")),
      element("p", text("One ")),
      element("h3", text("Inner")),
      element("p", element("em", text("Two {#two}"))),
      element("h2", text("Next")),
    ],
  };
  rehypeAnchors({ flags: [], noted: new Set(["flags", "two"]) })(tree);
  const shown = tree.children.map((node) =>
    node.type === "element" ? [node.tagName, node.properties.dataAnchor ?? node.properties.dataNotes] : node,
  );
  expect(shown).toEqual([
    ["h2", "flags"],
    ["p", undefined],
    ["h3", "inner"],
    ["p", "two"],
    ["aside", "two"],
    ["aside", "flags"],
    ["h2", "next"],
  ]);
  expect(JSON.stringify(tree)).not.toContain("{#");
});

test("a term is marked once in a block, whole words only, the longer one first", () => {
  const tree: Root = {
    type: "root",
    children: [
      element("p", text("A tie, TIE or strong tie; tied "), element("code", text("tie"))),
      element("h2", text("tie")),
    ],
  };
  rehypeTerms({ terms: ["Tie", "strong tie"] })(tree);
  const [block, heading] = tree.children as Element[];
  const marks = block?.children.flatMap((node) =>
    node.type === "element" && node.tagName === "dfn" ? [[node.properties.dataTerm, node.children]] : [],
  );
  expect(marks).toEqual([
    ["0", [text("tie")]],
    ["1", [text("strong tie")]],
  ]);
  expect(heading?.children).toEqual([text("tie")]);
  expect(termPattern([" "])).toBeNull();
});
