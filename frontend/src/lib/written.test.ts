import { expect, test } from "vitest";

import { writingFacts, writtenText } from "./written";

test("every kind of written answer reads as one text, a ranking as none", () => {
  expect(writtenText({ text: "Plain." })).toBe("Plain.");
  expect(writtenText({ turns: [{ role: "assistant", content: "A" }, { role: "user", content: "B" }] })).toBe(
    "**Assistant**\n\nA\n\n**User**\n\nB",
  );
  expect(writtenText({ instruction: "Do.", examples: [{ query: "q", response: "r" }], query: "z" })).toBe(
    "Do.\n\n**Query:** q\n\n**Response:** r\n\n**Query:** z",
  );
  expect(writtenText({ ranking: [["A"]], ratings: {} })).toBeNull();
});

test("facts are told plainly, and not at all where nobody counted", () => {
  const facts = { pastes: 1, pasted_characters: 300, typed_characters: 1200 };
  expect(writingFacts({ text: "x", writing: facts })).toBe("1,200 characters typed, 1 paste, 300 characters");
  expect(writingFacts({ text: "x", writing: { ...facts, pastes: 0, pasted_characters: 0 } })).toContain("nothing pasted");
  expect(writingFacts({ text: "x" })).toBeNull();
  expect(writingFacts({ ranking: [["A"]], ratings: {} })).toBeNull();
});
