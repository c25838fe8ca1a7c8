import { expect, test } from "vitest";

import { emptyContent, initialState, missing, rankingReducer, type RankingAction } from "../state/ranking";
import { messageOf, slipOf, type WarningCause } from "./useWarning";

const SLOTS = ["A", "B"];
const SCALE = { min: 1, max: 7, low_label: "useless", high_label: "could not be better" };

function judged(...actions: RankingAction[]) {
  const { content } = actions.reduce(rankingReducer, initialState(SLOTS, emptyContent(SLOTS)));
  return { content, slots: SLOTS, scale: SCALE, missing: missing(content, SLOTS), pair: false };
}

const put = (slot: string, row: number): RankingAction => ({ type: "drop", slot, target: { kind: "row", row } });
const rate = (slot: string, overall: number): RankingAction => ({ type: "rate", slot, overall });
const MISSING: WarningCause = { type: "missing" };

test("it names what is still missing and goes the moment nothing is", () => {
  const all = [put("A", 0), put("B", 1), rate("A", 5), rate("B", 4)] as const;
  expect(messageOf(MISSING, judged(), "Submit")).toBe("Before you submit: rank A, B; rate A, B.");
  expect(messageOf(MISSING, judged(...all.slice(0, 3)), "Submit")).toBe("Before you submit: rate B.");
  expect(messageOf(MISSING, judged(...all), "Submit")).toBe("");
  expect(messageOf(null, judged(), "Submit")).toBe("");
});

test("an answer without an order lacks nothing", () => {
  expect(messageOf(MISSING, judged({ type: "cannot-rank", reason: "too_alike" }), "Submit")).toBe("");
});

test("what is said to be acceptable by nobody and is rated well is asked about once", () => {
  const rated = [put("A", 0), put("B", 1), rate("A", 5), rate("B", 3), { type: "none-acceptable" }] as const;
  const before = judged(...rated);
  const cause: WarningCause = { type: "slip", sign: slipOf(before).sign };
  expect(messageOf(cause, before, "Submit")).toBe(
    "None is acceptable, but A is rated 5. Press Submit again to send it as it is.",
  );
  expect(messageOf(cause, judged(...rated, rate("A", 3)), "Submit")).toBe("");
});

test("a slip that was mended takes its sentence along, and another slip is not this one", () => {
  const slip = [put("A", 0), put("B", 1), rate("A", 2), rate("B", 6)];
  const before = judged(...slip);
  const cause: WarningCause = { type: "slip", sign: slipOf(before).sign };
  expect(messageOf(cause, before, "Submit")).toContain("A is above B");
  expect(messageOf(cause, judged(...slip, rate("A", 7)), "Submit")).toBe("");
  expect(messageOf(cause, judged(...slip, { type: "drop", slot: "A", target: { kind: "tray" } }), "Submit")).toBe("");
});
