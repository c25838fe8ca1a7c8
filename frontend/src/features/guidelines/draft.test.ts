import { expect, test } from "vitest";

import { draftFrom, EMPTY_EXAMPLE, EMPTY_QUESTION, missing, sameContent, withItem, withQuestions } from "./draft";

const question = (name: string) => ({
  text_markdown: name,
  options: [
    { text_markdown: "a", right: true },
    { text_markdown: "b", right: false },
  ],
  explanation_markdown: "",
});

test("the first release is a major one, a later one starts minor, both without a note", () => {
  expect(draftFrom(null, null)).toMatchObject({ level: "major", body_markdown: "", note: "" });
  const release = { body_markdown: "# A", examples: [], glossary: [] } as never;
  expect(draftFrom(release, null)).toMatchObject({ level: "minor", body_markdown: "# A", note: "" });
});

test("a note or another level changes no content", () => {
  const draft = { ...draftFrom(null, null), body_markdown: "# A" };
  expect(sameContent(draft, { ...draft, note: "x", level: "minor" })).toBe(true);
  expect(sameContent(draft, { ...draft, body_markdown: "# B" })).toBe(false);
});

test("what is missing is named", () => {
  const draft = {
    ...draftFrom(null, null),
    examples: [EMPTY_EXAMPLE],
    quiz: { pass_mark: 1, questions: [{ ...EMPTY_QUESTION, options: [{ text_markdown: "a", right: false }] }] },
  };
  expect(missing(draft)).toEqual([
    "The text is empty.",
    "Example 1 needs a title and a text.",
    "Question 1 of the quiz has no text.",
    "Question 1 has no right option.",
  ]);
  expect(missing({ ...draft, body_markdown: "x", examples: [], quiz: null })).toEqual([]);
});

test("the pass mark stays within the questions, and all of them unless it was set lower", () => {
  const one = withQuestions(null, [question("1")]);
  expect(one?.pass_mark).toBe(1);
  const two = withQuestions(one, [question("1"), question("2")]);
  expect(two?.pass_mark).toBe(2);
  const lower = { pass_mark: 1, questions: [question("1"), question("2")] };
  expect(withQuestions(lower, [...lower.questions, question("3")])?.pass_mark).toBe(1);
  expect(withQuestions(lower, [])).toBeNull();
});

test("an item is replaced or taken out by its place", () => {
  expect(withItem([1, 2, 3], 1, 9)).toEqual([1, 9, 3]);
  expect(withItem([1, 2, 3], 1, null)).toEqual([1, 3]);
});
