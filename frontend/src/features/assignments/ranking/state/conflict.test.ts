import { expect, test } from "vitest";

import type { RatingSchema } from "@/lib/api-types";

import { conflictLines } from "./conflict";
import { emptyContent, initialState, rankingReducer, type RankingAction } from "./ranking";

const SLOTS = ["A", "B"];
const SCHEMA = {
  scale: { min: 1, max: 7 },
  flags: [{ key: "unsafe", label: "Unsafe" }],
  prompt_fields: [
    { key: "ambiguous", label: "Ambiguous" },
    { key: "closed", label: "Closed domain" },
  ],
} as unknown as RatingSchema;

function said(...actions: RankingAction[]) {
  return actions.reduce(rankingReducer, initialState(SLOTS, emptyContent(SLOTS))).content;
}

test("each answer is told twice, and of what stands beside the order only what one of them says", () => {
  const mine = said(
    { type: "drop", slot: "A", target: { kind: "row", row: 0 } },
    { type: "drop", slot: "B", target: { kind: "row", row: 0 } },
    { type: "rate", slot: "A", overall: 6 },
    { type: "flag", slot: "A", flag: "unsafe" },
    { type: "prompt-field", key: "ambiguous", value: true },
  );
  const theirs = said({ type: "notes", text: "Later." });
  expect(conflictLines(mine, theirs, SLOTS, SCHEMA)).toEqual([
    { label: "A", mine: "Rank 1 = B · 6/7 · Unsafe", theirs: "Not ranked" },
    { label: "B", mine: "Rank 1 = A", theirs: "Not ranked" },
    { label: "Note", mine: "", theirs: "Later." },
    { label: "Ambiguous", mine: "yes", theirs: "" },
  ]);
});
