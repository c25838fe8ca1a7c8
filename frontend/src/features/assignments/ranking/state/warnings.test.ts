import { expect, test } from "vitest";

import { emptyContent, type Content } from "./ranking";
import { fromGroups } from "./rows";
import { warningsOf as found } from "./warnings";

const SLOTS = ["A", "B", "C", "D"];
const SCALE = { min: 1, max: 7, low_label: "useless", high_label: "could not be better" };
const warningsOf = (content: Content, slots: readonly string[]) => found(content, slots, SCALE);

function content(groups: readonly string[][], ratings: readonly number[], more: Partial<Content> = {}): Content {
  return {
    ...emptyContent(SLOTS),
    rows: fromGroups(groups, SLOTS),
    ratings: Object.fromEntries(SLOTS.map((slot, index) => [slot, { overall: ratings[index] ?? null, flags: [] }])),
    ...more,
  };
}

test("an order that follows the ratings is left alone, ties and equal ratings too", () => {
  expect(warningsOf(content([["B"], ["A", "C"], ["D"]], [5, 6, 5, 5]), SLOTS).codes).toEqual([]);
  expect(warningsOf(content([["A"], ["B"], ["C"], ["D"]], [7, 6, 5, 4]), SLOTS).codes).toEqual([]);
});

test("a better rank with a lower rating is named, the nearest pairs only", () => {
  const { codes, contradictions } = warningsOf(content([["A"], ["B"], ["C"], ["D"]], [3, 3, 5, 6]), SLOTS);
  expect(codes).toEqual(["contradiction"]);
  expect(contradictions).toEqual([
    { above: "B", below: "C" },
    { above: "C", below: "D" },
  ]);
});

test("tied answers do not contradict each other", () => {
  expect(warningsOf(content([["A", "B"], ["C"], ["D"]], [1, 7, 1, 1]), SLOTS).codes).toEqual([]);
});

test("all in one tie, and the order as it was shown with one rating for all, are slips of many answers", () => {
  expect(warningsOf(content([SLOTS], [4, 4, 4, 4]), SLOTS).codes).toEqual(["all_tied"]);
  const shown = content([["A"], ["B"], ["C"], ["D"]], [4, 4, 4, 4]);
  expect(warningsOf(shown, SLOTS).codes).toEqual(["untouched"]);
  const pair = ["A", "B"];
  expect(warningsOf({ ...shown, rows: fromGroups([pair], pair) }, pair).codes).toEqual([]);
});

test("without an order there is nothing to warn of", () => {
  const ranked = content([["A"], ["B"], ["C"], ["D"]], [1, 2, 3, 4], { cannotRank: "too_alike" });
  expect(warningsOf(ranked, SLOTS).codes).toEqual([]);
});

test("none acceptable does not go with a rating from the middle up", () => {
  const order = [["A"], ["B"], ["C"], ["D"]];
  const none = warningsOf(content(order, [5, 4, 2, 1], { noneAcceptable: true }), SLOTS);
  expect(none).toMatchObject({ codes: ["rated_acceptable"], good: { slot: "A", overall: 5 } });
  const both = warningsOf(content(order, [4, 3, 2, 1], { bothBad: true }), SLOTS);
  expect(both.good).toEqual({ slot: "A", overall: 4 });
  expect(warningsOf(content(order, [3, 2, 2, 1], { noneAcceptable: true }), SLOTS).codes).toEqual([]);
  expect(warningsOf(content(order, [5, 4, 2, 1]), SLOTS).codes).toEqual([]);
});
