import { expect, test } from "vitest";

import { rangesOf, spansOf } from "./find";

test("case does not matter, white space stands for any, and signs are themselves", () => {
  expect(spansOf("A Tie, no TIE.", "tie")).toEqual([
    { start: 2, end: 5 },
    { start: 10, end: 13 },
  ]);
  expect(spansOf("two\n words (x)", "two words")).toEqual([{ start: 0, end: 10 }]);
  expect(spansOf("a (x) b", "(x)")).toEqual([{ start: 2, end: 5 }]);
  expect(spansOf("anything", "  ")).toEqual([]);
});

test("a match may go over elements of a paragraph, but not over two paragraphs", () => {
  const root = document.createElement("div");
  root.innerHTML = "<p>Use a <b>ti</b>e here</p><p>a ti</p><p>e</p>";
  const found = rangesOf(root, "a tie");
  expect(found.map(String)).toEqual(["a tie"]);
});
