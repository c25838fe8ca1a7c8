import { expect, test } from "vitest";

import { factsFrom, NO_FACTS, withInput, withPaste } from "./facts";

test("typing and pasting are counted apart, in characters as people see them", () => {
  let facts = withInput(NO_FACTS, "insertText", "a");
  facts = withInput(facts, "insertLineBreak", null);
  facts = withPaste(facts, "🙂 two");
  expect(facts).toEqual({ pastes: 1, pasted_characters: 5, typed_characters: 2 });
});

test("deleting, undoing and the paste's own input event are no typing", () => {
  for (const type of ["deleteContentBackward", "historyUndo", "insertFromPaste", "insertFromDrop"]) {
    expect(withInput(NO_FACTS, type, "abc")).toEqual(NO_FACTS);
  }
  expect(withPaste(NO_FACTS, "")).toEqual(NO_FACTS);
});

test("a draft without counts, or with strange ones, starts at zero", () => {
  expect(factsFrom(undefined)).toEqual(NO_FACTS);
  expect(factsFrom({ pastes: -1, pasted_characters: "many", typed_characters: 7 })).toEqual({ ...NO_FACTS, typed_characters: 7 });
});
