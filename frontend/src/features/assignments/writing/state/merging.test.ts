import { expect, test } from "vitest";

import { mergeTexts } from "./merging";

test("what both have stands once, what one has stays in its place", () => {
  const first = "Title\n\nMine only\n\nEnd";
  const second = "Title\n\nEnd\n\nTheirs after";
  expect(mergeTexts(first, second)).toBe("Title\n\nMine only\n\nEnd\n\nTheirs after");
});

test("no line of either is ever lost", () => {
  const first = "a\nb\nc\nd";
  const second = "b\nx\nd\ny";
  const merged = mergeTexts(first, second).split("\n");
  for (const line of [...first.split("\n"), ...second.split("\n")]) expect(merged).toContain(line);
  expect(merged).toHaveLength(6);
});

test("an empty side leaves the other as it is", () => {
  expect(mergeTexts("text", "")).toBe("text");
  expect(mergeTexts(" ", "text")).toBe("text");
  expect(mergeTexts("same", "same")).toBe("same");
});
