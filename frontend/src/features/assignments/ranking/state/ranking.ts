/**
 * The state of one ranking answer with undo and redo, as a reducer.
 *
 * Only what belongs to the answer is undone; which answer has the focus is the screen's.
 */
import type { RankingAnswer, RatingSchema } from "@/lib/api-types";

import { booleans } from "../../task/state/prompt-fields";
import {
  applyVerdict,
  drop,
  emptyRows,
  fromGroups,
  halfStep,
  rowOf,
  tieWithAbove,
  toGroups,
  type Rows,
  type Target,
  type Verdict,
} from "./rows";

export const UNDO_STEPS = 100;

export interface SlotRating {
  /** 1…7; null while the labeler has not said. */
  overall: number | null;
  flags: readonly string[];
}

export type Strength = NonNullable<Exclude<RankingAnswer["strength"], "">>;
export type CannotRank = NonNullable<Exclude<RankingAnswer["cannot_rank"], "">>;

/** Llama 2's four levels, from the strongest; the key of each is its place. */
export const STRENGTHS: readonly Strength[] = ["significantly", "better", "slightly", "negligibly"];
export const CANNOT_RANK: readonly CannotRank[] = [
  "too_alike",
  "all_unusable",
  "not_understood",
  "other",
];

export interface Content {
  rows: Rows;
  ratings: Readonly<Record<string, SlotRating>>;
  promptFields: Readonly<Record<string, boolean>>;
  notes: string;
  /** The order holds, but nothing of it is good enough. */
  noneAcceptable: boolean;
  /** There is no order, and why; the rows wait in case it is taken back. */
  cannotRank: CannotRank | null;
  /** Of two: how much better; null while nothing was said. */
  strength: Strength | null;
  bothBad: boolean;
  reason: string;
  /** The better of two as it should have been; empty: as it is. */
  edited: string;
}

export interface RankingState {
  slots: readonly string[];
  content: Content;
  past: readonly Content[];
  future: readonly Content[];
}

export type RankingAction =
  | { type: "drop"; slot: string; target: Target }
  | { type: "half-step"; slot: string; direction: -1 | 1 }
  | { type: "tie-above"; slot: string }
  | { type: "verdict"; left: string; right: string; verdict: Verdict }
  | { type: "rate"; slot: string; overall: number }
  | { type: "flag"; slot: string; flag: string }
  | { type: "prompt-field"; key: string; value: boolean }
  | { type: "notes"; text: string }
  | { type: "none-acceptable" }
  | { type: "cannot-rank"; reason: CannotRank | null }
  | { type: "strength"; strength: Strength }
  | { type: "both-bad"; left: string; right: string }
  | { type: "reason"; text: string }
  | { type: "edited"; text: string }
  | { type: "undo" }
  | { type: "redo" }
  | { type: "replace"; content: Content };

const UNRATED: SlotRating = { overall: null, flags: [] };

export function emptyContent(slots: readonly string[]): Content {
  return {
    rows: emptyRows(slots.length),
    ratings: {},
    promptFields: {},
    notes: "",
    noneAcceptable: false,
    cannotRank: null,
    strength: null,
    bothBad: false,
    reason: "",
    edited: "",
  };
}

export function initialState(slots: readonly string[], content: Content): RankingState {
  return { slots, content, past: [], future: [] };
}

export function ratingOf(content: Content, slot: string): SlotRating {
  return content.ratings[slot] ?? UNRATED;
}

export function rankingReducer(state: RankingState, action: RankingAction): RankingState {
  if (action.type === "undo") return undo(state);
  if (action.type === "redo") return redo(state);
  if (action.type === "replace") return initialState(state.slots, action.content);
  const content = step(state.content, action);
  if (same(content, state.content)) return state;
  if (isTyping(action)) return typed(state, content, action);
  const past = [...state.past, state.content].slice(-UNDO_STEPS);
  return { ...state, content, past, future: [] };
}

/** Typing is undone by the text field itself; a step for each letter helps nobody. */
type Typing = Extract<RankingAction, { type: "notes" | "reason" | "edited" }>;

function isTyping(action: RankingAction): action is Typing {
  return action.type === "notes" || action.type === "reason" || action.type === "edited";
}

/** What is typed belongs to the steps before and after too: none of them takes words along. */
function typed(state: RankingState, content: Content, action: Typing): RankingState {
  const better = betterOf(content);
  const along = (one: Content) =>
    action.type === "edited" && betterOf(one) !== better ? one : write(one, action);
  return { ...state, content, past: state.past.map(along), future: state.future.map(along) };
}

function write(content: Content, action: Typing): Content {
  switch (action.type) {
    case "notes":
      return { ...content, notes: action.text };
    case "reason":
      return { ...content, reason: action.text };
    case "edited":
      return { ...content, edited: action.text };
  }
}

type Step = Exclude<RankingAction, { type: "undo" } | { type: "redo" } | { type: "replace" }>;

function step(content: Content, action: Step): Content {
  switch (action.type) {
    case "drop":
      return order(content, drop(content.rows, action.slot, action.target));
    case "half-step":
      return order(content, halfStep(content.rows, action.slot, action.direction));
    case "tie-above":
      return order(content, tieWithAbove(content.rows, action.slot));
    case "verdict":
      return order(content, applyVerdict(content.rows, action.left, action.right, action.verdict));
    case "none-acceptable":
      return { ...content, noneAcceptable: !content.noneAcceptable, cannotRank: null };
    case "cannot-rank":
      return {
        ...content,
        cannotRank: action.reason,
        noneAcceptable: content.noneAcceptable && action.reason === null,
      };
    case "strength":
      return { ...content, strength: content.strength === action.strength ? null : action.strength };
    case "both-bad":
      return bothBad(content, action.left, action.right);
    case "notes":
    case "reason":
    case "edited":
      return write(content, action);
    case "rate":
      return rate(content, action.slot, action.overall);
    case "flag":
      return toggleFlag(content, action.slot, action.flag);
    case "prompt-field":
      return {
        ...content,
        promptFields: { ...content.promptFields, [action.key]: action.value },
      };
  }
}

/** Ranking again takes "cannot rank" back; another winner has another strength and another edit. */
function order(content: Content, rows: Rows): Content {
  const better = (of: Rows) => JSON.stringify(toGroups(of));
  const moved = better(rows) !== better(content.rows);
  const kept = moved ? { strength: null, edited: "" } : {};
  return { ...content, ...kept, rows, cannotRank: null };
}

/** Both bad leaves the order alone; where there is none yet, it is a tie. */
function bothBad(content: Content, left: string, right: string): Content {
  const next = { ...content, bothBad: !content.bothBad, cannotRank: null };
  const unordered = content.rows.flat().length === 0;
  return next.bothBad && unordered ? order(next, applyVerdict(next.rows, left, right, "tie")) : next;
}

/** The same number again clears the rating. */
function rate(content: Content, slot: string, overall: number): Content {
  const rating = ratingOf(content, slot);
  const next = { ...rating, overall: rating.overall === overall ? null : overall };
  return { ...content, ratings: { ...content.ratings, [slot]: next } };
}

function toggleFlag(content: Content, slot: string, flag: string): Content {
  const rating = ratingOf(content, slot);
  const flags = rating.flags.includes(flag)
    ? rating.flags.filter((other) => other !== flag)
    : [...rating.flags, flag];
  return { ...content, ratings: { ...content.ratings, [slot]: { ...rating, flags } } };
}

function same(a: Content, b: Content): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function undo(state: RankingState): RankingState {
  const previous = state.past.at(-1);
  if (previous === undefined) return state;
  return {
    ...state,
    content: previous,
    past: state.past.slice(0, -1),
    future: [state.content, ...state.future].slice(0, UNDO_STEPS),
  };
}

function redo(state: RankingState): RankingState {
  const next = state.future[0];
  if (next === undefined) return state;
  return {
    ...state,
    content: next,
    past: [...state.past, state.content].slice(-UNDO_STEPS),
    future: state.future.slice(1),
  };
}

/** The better of two; null for a tie, and while nothing is said. */
export function betterOf(content: Content): string | null {
  const groups = toGroups(content.rows);
  return content.cannotRank === null && groups.length === 2 ? (groups[0]?.[0] ?? null) : null;
}

export interface Missing {
  unranked: string[];
  unrated: string[];
  /** How much better the better of two is. */
  strength: boolean;
}

/** What a submit would lack, in the given order of answers. */
export function missing(content: Content, order: readonly string[], asksStrength = false): Missing {
  if (content.cannotRank !== null) return { unranked: [], unrated: [], strength: false };
  return {
    unranked: order.filter((slot) => rowOf(content.rows, slot) === -1),
    unrated: order.filter((slot) => ratingOf(content, slot).overall === null),
    strength: asksStrength && content.strength === null && betterOf(content) !== null,
  };
}

/** The answer for the wire. Call it only when nothing is missing. */
export function toAnswer(
  content: Content,
  slots: readonly string[],
  warnings: RankingAnswer["warnings"] = [],
): RankingAnswer {
  const unranked = content.cannotRank !== null;
  const rated = slots.filter((slot) => !unranked || ratingOf(content, slot).overall !== null);
  const ratings = Object.fromEntries(
    rated.map((slot) => {
      const { overall, flags } = ratingOf(content, slot);
      if (overall === null) throw new Error(`Answer ${slot} has no rating.`);
      return [slot, { overall, flags: [...flags] }];
    }),
  );
  return {
    ranking: unranked ? [] : toGroups(content.rows),
    ratings,
    prompt_fields: { ...content.promptFields },
    ...(content.notes.trim() === "" ? {} : { notes: content.notes }),
    ...besides(content),
    ...(warnings.length === 0 ? {} : { warnings }),
  };
}

/** What is said beside the order; what was not said is left out. */
function besides(content: Content): Partial<RankingAnswer> {
  if (content.cannotRank !== null) return { cannot_rank: content.cannotRank };
  const better = betterOf(content);
  return {
    ...(content.noneAcceptable ? { none_acceptable: true } : {}),
    ...(content.bothBad ? { both_bad: true } : {}),
    ...(content.strength !== null && better !== null ? { strength: content.strength } : {}),
    ...(content.reason.trim() === "" ? {} : { reason: content.reason.trim() }),
    ...(content.edited.trim() !== "" && better !== null ? { edited: content.edited } : {}),
  };
}

/** The draft for the wire: the answer's shape, unfinished; empty rows keep their place. */
export function toDraft(content: Content): Record<string, unknown> {
  return {
    ranking: content.rows.map((row) => [...row]),
    ratings: content.ratings,
    prompt_fields: content.promptFields,
    notes: content.notes,
    ...besides(content),
    ...(content.reason === "" ? {} : { reason: content.reason }),
  };
}

/** Reads a draft or an answer back; anything that does not fit the task is left out. */
export function fromDraft(
  draft: Record<string, unknown> | null,
  slots: readonly string[],
  schema: RatingSchema,
): Content {
  if (draft === null) return emptyContent(slots);
  const flagKeys = schema.flags.map((flag) => flag.key);
  const ratings: Record<string, SlotRating> = {};
  for (const [slot, value] of Object.entries(record(draft.ratings))) {
    if (!slots.includes(slot)) continue;
    const { overall, flags } = record(value);
    ratings[slot] = {
      overall: typeof overall === "number" ? overall : null,
      flags: strings(flags).filter((flag) => flagKeys.includes(flag)),
    };
  }
  return {
    rows: fromGroups(Array.isArray(draft.ranking) ? draft.ranking.map(strings) : [], slots),
    ratings,
    promptFields: booleans(draft.prompt_fields),
    notes: text(draft.notes),
    noneAcceptable: draft.none_acceptable === true,
    cannotRank: CANNOT_RANK.find((reason) => reason === draft.cannot_rank) ?? null,
    strength: STRENGTHS.find((strength) => strength === draft.strength) ?? null,
    bothBad: draft.both_bad === true,
    reason: text(draft.reason),
    edited: text(draft.edited),
  };
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}

function strings(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === "string") : [];
}
