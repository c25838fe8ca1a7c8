/** The answers besides an order, their undo, and what is handed in of them. */
import { expect, test } from "vitest";

import type { RatingSchema } from "@/lib/api-types";

import {
  betterOf,
  emptyContent,
  fromDraft,
  initialState,
  missing,
  rankingReducer,
  toAnswer,
  toDraft,
  type RankingAction,
  type RankingState,
} from "./ranking";

const PAIR = ["A", "B"];
const SCHEMA = { flags: [] } as unknown as RatingSchema;

function after(slots: readonly string[], ...actions: RankingAction[]): RankingState {
  return actions.reduce(rankingReducer, initialState(slots, emptyContent(slots)));
}

const rated = PAIR.map((slot): RankingAction => ({ type: "rate", slot, overall: 4 }));
const right: RankingAction = { type: "verdict", left: "A", right: "B", verdict: "right" };

test("cannot rank needs nothing else, keeps what was rated, and is undone in one step", () => {
  const state = after(
    ["A", "B", "C"],
    { type: "rate", slot: "B", overall: 1 },
    { type: "notes", text: "Twins." },
    { type: "cannot-rank", reason: "too_alike" },
  );
  expect(missing(state.content, state.slots)).toEqual({ unranked: [], unrated: [], strength: false });
  expect(toAnswer(state.content, state.slots)).toEqual({
    ranking: [],
    ratings: { B: { overall: 1, flags: [] } },
    prompt_fields: {},
    notes: "Twins.",
    cannot_rank: "too_alike",
  });
  const undone = rankingReducer(state, { type: "undo" });
  expect(undone.content.cannotRank).toBeNull();
  expect(rankingReducer(undone, { type: "redo" }).content.cannotRank).toBe("too_alike");
});

test("moving an answer takes cannot rank back, and the rows were never lost", () => {
  const ranked = after(PAIR, right, { type: "cannot-rank", reason: "other" });
  expect(betterOf(ranked.content)).toBeNull();
  const again = rankingReducer(ranked, { type: "drop", slot: "A", target: { kind: "row", row: 0 } });
  expect(again.content.cannotRank).toBeNull();
});

test("none acceptable goes with an order", () => {
  const { content, slots } = after(PAIR, right, ...rated, { type: "none-acceptable" });
  expect(toAnswer(content, slots)).toMatchObject({ ranking: [["B"], ["A"]], none_acceptable: true });
});

test("both bad is a tie where nothing was said, and leaves a verdict alone", () => {
  const both: RankingAction = { type: "both-bad", left: "A", right: "B" };
  const tie = after(PAIR, both);
  expect(toAnswer(after(PAIR, both, ...rated).content, PAIR)).toMatchObject({ ranking: [PAIR], both_bad: true });
  expect(rankingReducer(tie, both).content.bothBad).toBe(false);
  expect(betterOf(after(PAIR, right, both).content)).toBe("B");
});

test("a comparison asks how much better, but not of a tie", () => {
  const said = after(PAIR, right, ...rated);
  expect(missing(said.content, PAIR, true).strength).toBe(true);
  const strong = rankingReducer(said, { type: "strength", strength: "slightly" });
  expect(missing(strong.content, PAIR, true).strength).toBe(false);
  expect(toAnswer(strong.content, PAIR)).toMatchObject({ strength: "slightly" });
  const tie = rankingReducer(strong, { type: "verdict", left: "A", right: "B", verdict: "tie" });
  expect(missing(tie.content, PAIR, true).strength).toBe(false);
  expect(toAnswer(tie.content, PAIR)).not.toHaveProperty("strength");
});

test("another winner has no strength and no edit yet; the same one keeps them", () => {
  const edited = after(PAIR, right, { type: "strength", strength: "better" }, { type: "edited", text: "Mine." });
  expect(rankingReducer(edited, right).content).toMatchObject({ strength: "better", edited: "Mine." });
  const left = rankingReducer(edited, { type: "verdict", left: "A", right: "B", verdict: "left" });
  expect(left.content).toMatchObject({ strength: null, edited: "" });
});

test("all of it survives a draft", () => {
  const { content } = after(PAIR, right, ...rated, { type: "strength", strength: "significantly" }, {
    type: "edited",
    text: "Mine. ",
  }, { type: "reason", text: "It is right. " }, { type: "both-bad", left: "A", right: "B" });
  expect(fromDraft(toDraft(content), PAIR, SCHEMA)).toEqual(content);
  const unranked = after(PAIR, { type: "cannot-rank", reason: "not_understood" }).content;
  expect(fromDraft(toDraft(unranked), PAIR, SCHEMA)).toEqual(unranked);
});

test("an answer of an older page, and an unknown reason, are read without what they lack", () => {
  const content = fromDraft({ ranking: [["A"], ["B"]], cannot_rank: "bored", strength: 3 }, PAIR, SCHEMA);
  expect(content).toMatchObject({ cannotRank: null, strength: null, noneAcceptable: false, edited: "" });
});

test("what was typed since a step stays when the step is undone and done again", () => {
  const typed = after(PAIR, right, { type: "reason", text: "It is right." }, { type: "notes", text: "Hm." }, {
    type: "edited",
    text: "Mine.",
  });
  const undone = rankingReducer(typed, { type: "undo" });
  expect(betterOf(undone.content)).toBeNull();
  expect(undone.content).toMatchObject({ reason: "It is right.", notes: "Hm.", edited: "" });
  const written = rankingReducer(undone, { type: "notes", text: "Hm, hm." });
  expect(rankingReducer(written, { type: "redo" }).content).toMatchObject({ notes: "Hm, hm.", edited: "Mine." });
});

test("an edit stays when a rating after it is undone, and comes back with the winner it belongs to", () => {
  const edited = after(PAIR, right, { type: "rate", slot: "B", overall: 5 }, { type: "edited", text: "Mine." });
  expect(rankingReducer(edited, { type: "undo" }).content.edited).toBe("Mine.");
  const other = rankingReducer(edited, { type: "verdict", left: "A", right: "B", verdict: "left" });
  expect(rankingReducer(other, { type: "edited", text: "Of A." }).past.map(({ edited: text }) => text)).toEqual([
    "",
    "Mine.",
    "Mine.",
  ]);
});
