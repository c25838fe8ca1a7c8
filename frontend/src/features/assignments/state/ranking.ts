/**
 * The state of one ranking answer with undo and redo, as a reducer.
 *
 * Only what belongs to the answer is undone; which answer has the focus is the screen's.
 */
import type { RankingAnswer, RatingSchema } from "@/lib/api-types";

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

export interface Content {
  rows: Rows;
  ratings: Readonly<Record<string, SlotRating>>;
  promptFields: Readonly<Record<string, boolean>>;
  notes: string;
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
  | { type: "undo" }
  | { type: "redo" }
  | { type: "replace"; content: Content };

const UNRATED: SlotRating = { overall: null, flags: [] };

export function emptyContent(slots: readonly string[]): Content {
  return { rows: emptyRows(slots.length), ratings: {}, promptFields: {}, notes: "" };
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
  // Typing a note is undone by the text field itself; a step for each letter helps nobody.
  if (action.type === "notes") return { ...state, content };
  const past = [...state.past, state.content].slice(-UNDO_STEPS);
  return { ...state, content, past, future: [] };
}

type Step = Exclude<RankingAction, { type: "undo" } | { type: "redo" } | { type: "replace" }>;

function step(content: Content, action: Step): Content {
  switch (action.type) {
    case "drop":
      return { ...content, rows: drop(content.rows, action.slot, action.target) };
    case "half-step":
      return { ...content, rows: halfStep(content.rows, action.slot, action.direction) };
    case "tie-above":
      return { ...content, rows: tieWithAbove(content.rows, action.slot) };
    case "verdict":
      return {
        ...content,
        rows: applyVerdict(content.rows, action.left, action.right, action.verdict),
      };
    case "rate":
      return rate(content, action.slot, action.overall);
    case "flag":
      return toggleFlag(content, action.slot, action.flag);
    case "prompt-field":
      return {
        ...content,
        promptFields: { ...content.promptFields, [action.key]: action.value },
      };
    case "notes":
      return { ...content, notes: action.text };
  }
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

export interface Missing {
  unranked: string[];
  unrated: string[];
}

/** What a submit would lack, in the given order of answers. */
export function missing(content: Content, order: readonly string[]): Missing {
  return {
    unranked: order.filter((slot) => rowOf(content.rows, slot) === -1),
    unrated: order.filter((slot) => ratingOf(content, slot).overall === null),
  };
}

/** The answer for the wire. Call it only when nothing is missing. */
export function toAnswer(content: Content, slots: readonly string[]): RankingAnswer {
  const ratings = Object.fromEntries(
    slots.map((slot) => {
      const { overall, flags } = ratingOf(content, slot);
      if (overall === null) throw new Error(`Answer ${slot} has no rating.`);
      return [slot, { overall, flags: [...flags] }];
    }),
  );
  return {
    ranking: toGroups(content.rows),
    ratings,
    prompt_fields: { ...content.promptFields },
    ...(content.notes.trim() === "" ? {} : { notes: content.notes }),
  };
}

/** The draft for the wire: the answer's shape, unfinished; empty rows keep their place. */
export function toDraft(content: Content): Record<string, unknown> {
  return {
    ranking: content.rows.map((row) => [...row]),
    ratings: content.ratings,
    prompt_fields: content.promptFields,
    notes: content.notes,
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
    notes: typeof draft.notes === "string" ? draft.notes : "",
  };
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}

function strings(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === "string") : [];
}

export function booleans(value: unknown): Record<string, boolean> {
  return Object.fromEntries(
    Object.entries(record(value)).filter(
      (entry): entry is [string, boolean] => typeof entry[1] === "boolean",
    ),
  );
}

