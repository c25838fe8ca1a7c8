import { expect, test } from "vitest";

import { textOf, viewOf } from "./answer-view";

test("a ranking is read by its letters, ties together", () => {
  expect(viewOf({ ranking: [["B"], ["A", "C"]], ratings: {} })).toBe("B > A = C");
});

test("a text is read by its beginning, and nothing is nothing", () => {
  expect(viewOf({ text: "**Start** here" })).toBe("Start here");
  expect(viewOf({ text: "a".repeat(500) })).toHaveLength(220);
  expect(viewOf(null)).toBe("");
  expect(viewOf({ ranking: [] })).toBe("");
});

test("a whole answer is its text, or its turns below each other", () => {
  expect(textOf({ text: "**Start** here" })).toBe("**Start** here");
  expect(textOf({ turns: [{ role: "user", content: "Why?" }, { role: "assistant", content: "So." }] })).toBe(
    "**user:** Why?\n\n**assistant:** So.",
  );
  expect(textOf({ ranking: [["A"]] })).toBe("");
});
