import { expect, test } from "vitest";

import { groupsOf, isFinished, ranksOf, spoken } from "./answers";

const SLOTS = { slots: [{ slot: "A", text: "" }, { slot: "B", text: "" }] };

test("equal ranks are ties and gaps close", () => {
  expect(groupsOf({ A: 3, B: 1, C: 3, D: 7 })).toEqual([["B"], ["A", "C"], ["D"]]);
  expect(spoken([["B"], ["A", "C"]])).toBe("B > A = C");
});

test("groups come back as the same ranks", () => {
  const groups = [["B"], ["A", "C"]];
  expect(groupsOf(ranksOf(groups))).toEqual(groups);
  expect(ranksOf(undefined)).toEqual({});
});

test("saying that no flag applies is an answer, saying nothing is none", () => {
  expect(isFinished("flagging", {}, { flags: [] })).toBe(true);
  expect(isFinished("flagging", {}, null)).toBe(false);
  expect(isFinished("flagging", {}, {})).toBe(false);
});

test("a ranking is finished when every slot has a rank", () => {
  expect(isFinished("ranking", SLOTS, { ranking: [["A"]] })).toBe(false);
  expect(isFinished("ranking", SLOTS, { ranking: [["A", "B"]] })).toBe(true);
});

test("blank text and a half-filled questionnaire are not finished", () => {
  expect(isFinished("writing", {}, { text: "  " })).toBe(false);
  expect(isFinished("writing", {}, { text: "x" })).toBe(true);
  expect(isFinished("self_assessment", { groups: ["a", "b"] }, { levels: { a: 1 } })).toBe(false);
  expect(isFinished("self_assessment", { groups: ["a"] }, { levels: { a: 1 } })).toBe(true);
});
