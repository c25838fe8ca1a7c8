import { describe, expect, test } from "vitest";

import type { RatingSchema } from "@/lib/api-types";

import {
  emptyContent,
  fromDraft,
  initialState,
  missing,
  rankingReducer,
  toAnswer,
  toDraft,
  UNDO_STEPS,
  type RankingAction,
  type RankingState,
} from "./ranking";

const SLOTS = ["A", "B", "C"];
const SCHEMA: RatingSchema = {
  id: "s",
  version: 1,
  scale: { min: 1, max: 7, low_label: "useless", high_label: "could not be better" },
  flags: [{ key: "hallucination", label: "Hallucination", description: "" }],
  prompt_fields: [],
};

function run(actions: RankingAction[]): RankingState {
  return actions.reduce(rankingReducer, initialState(SLOTS, emptyContent(SLOTS)));
}

const COMPLETE: RankingAction[] = [
  { type: "drop", slot: "C", target: { kind: "row", row: 0 } },
  { type: "drop", slot: "A", target: { kind: "row", row: 2 } },
  { type: "drop", slot: "B", target: { kind: "row", row: 2 } },
  { type: "rate", slot: "A", overall: 4 },
  { type: "rate", slot: "B", overall: 4 },
  { type: "rate", slot: "C", overall: 7 },
  { type: "flag", slot: "B", flag: "hallucination" },
];

describe("undo", () => {
  test("walks back to the start and forth to the end", () => {
    const done = run(COMPLETE);
    const back = COMPLETE.reduce((state) => rankingReducer(state, { type: "undo" }), done);
    expect(back.content).toEqual(emptyContent(SLOTS));
    const forth = COMPLETE.reduce((state) => rankingReducer(state, { type: "redo" }), back);
    expect(forth.content).toEqual(done.content);
  });

  test("keeps at most a hundred steps", () => {
    const rates = Array.from(
      { length: UNDO_STEPS + 50 },
      (_, index): RankingAction => ({ type: "rate", slot: "A", overall: (index % 7) + 1 }),
    );
    expect(run(rates).past).toHaveLength(UNDO_STEPS);
  });

  test("a new step forgets what was undone, a step that changes nothing does not", () => {
    const undone = rankingReducer(run(COMPLETE), { type: "undo" });
    const nothing = rankingReducer(undone, { type: "half-step", slot: "C", direction: -1 });
    expect(nothing.future).toHaveLength(1);
    const changed = rankingReducer(undone, { type: "rate", slot: "A", overall: 1 });
    expect(changed.future).toHaveLength(0);
  });
});

describe("answer", () => {
  test("says who is missing until everything is there", () => {
    expect(missing(run(COMPLETE.slice(0, 4)).content, SLOTS)).toEqual({
      unranked: [],
      unrated: ["B", "C"],
      strength: false,
    });
    expect(missing(run(COMPLETE).content, SLOTS)).toEqual({ unranked: [], unrated: [], strength: false });
  });

  test("carries ordered groups without empty rows", () => {
    expect(toAnswer(run(COMPLETE).content, SLOTS)).toEqual({
      ranking: [["C"], ["A", "B"]],
      ratings: {
        A: { overall: 4, flags: [] },
        B: { overall: 4, flags: ["hallucination"] },
        C: { overall: 7, flags: [] },
      },
      prompt_fields: {},
    });
  });

  test("refuses to leave out a rating", () => {
    expect(() => toAnswer(run(COMPLETE.slice(0, 3)).content, SLOTS)).toThrow("no rating");
  });

  test("the same rating again clears it", () => {
    const rate: RankingAction = { type: "rate", slot: "A", overall: 4 };
    expect(run([rate, rate]).content.ratings.A?.overall).toBeNull();
  });
});

describe("draft", () => {
  test("comes back as it was, empty rows included", () => {
    const { content } = run(COMPLETE);
    const wire = JSON.parse(JSON.stringify(toDraft(content))) as Record<string, unknown>;
    expect(fromDraft(wire, SLOTS, SCHEMA)).toEqual(content);
  });

  test("nonsense is left out and an answer is read like a draft", () => {
    const wire = {
      ranking: [["C"], "x", ["A", 3]],
      ratings: { A: { overall: "5", flags: ["nope", "hallucination"] }, Z: { overall: 2 } },
      prompt_fields: { ambiguous: true, other: "yes" },
    };
    expect(fromDraft(wire, SLOTS, SCHEMA)).toEqual({
      ...emptyContent(SLOTS),
      rows: [["C"], [], ["A"]],
      ratings: { A: { overall: null, flags: ["hallucination"] } },
      promptFields: { ambiguous: true },
      notes: "",
    });
  });
});
