import { expect, test } from "vitest";

import { flagsOf, groupsOf, spoken, textOf } from "./state";

const RANKING = {
  ranking: [["C"], ["A", "B"]],
  ratings: {
    A: { overall: 4, flags: ["hallucination"] },
    B: { overall: 4, flags: ["hallucination", "violent"] },
    C: { overall: 7, flags: [] },
  },
};

test("a ranking reads best first, ties together, each with its rating", () => {
  const groups = groupsOf(RANKING) ?? [];
  expect(spoken(groups)).toBe("C > A = B");
  expect(groups[0]).toEqual([{ slot: "C", overall: 7, flags: [] }]);
  expect(textOf(RANKING)).toBeNull();
});

test("flags are gathered with the answers they were set on", () => {
  expect(flagsOf(groupsOf(RANKING) ?? [])).toEqual([
    { flag: "hallucination", slots: ["A", "B"] },
    { flag: "violent", slots: ["B"] },
  ]);
});

test("a demonstration is no ranking", () => {
  expect(groupsOf({ text: "Hello" })).toBeNull();
  expect(textOf({ text: "Hello" })).toBe("Hello");
});
