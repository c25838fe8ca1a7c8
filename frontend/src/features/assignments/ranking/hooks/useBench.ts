/**
 * Everything the ranking screen knows besides the server: the answer with its undo, which
 * answer has the focus, the order of the cards, and what is being compared.
 */
import { createContext, useCallback, useContext, useMemo, useRef, useState } from "react";

import type { Assignment, RatingSchema } from "@/lib/api-types";
import { sharedStart } from "@/lib/shared-start";

import { announcement, focusAnnouncement, ratingAnnouncement } from "../announcements";
import {
  betterOf,
  fromDraft,
  initialState,
  missing,
  rankingReducer,
  toDraft,
  type Content,
  type Missing,
  type RankingAction,
  type RankingState,
} from "../state/ranking";
import { ladderNeighbour, rowOf } from "../state/rows";
import { CANNOT_RANK_LABEL, STRENGTH_SAID } from "../strings";

export interface Comparison {
  left: string;
  right: string;
}

/** The dialogs of the ranking screen alone. */
export type BenchDialog = "cannot-rank" | "edit" | "meanings";

export interface Bench {
  assignment: Assignment;
  /** Two answers to compare: side by side, with a verdict instead of a ladder. */
  pair: boolean;
  slots: readonly string[];
  /** Of the overall quality. */
  scale: RatingSchema["scale"];
  texts: ReadonlyMap<string, string>;
  content: Content;
  missing: Missing;
  canUndo: boolean;
  canRedo: boolean;
  focused: string;
  /** Whether the focused card is to be brought to the top; not after a click on it. */
  follow: boolean;
  /** The order of the cards; "rank" is frozen at the moment it was asked for. */
  order: readonly string[];
  byRank: boolean;
  comparison: Comparison | null;
  marks: boolean;
  /** The answers whose source is shown as it is. */
  raw: ReadonlySet<string>;
  /** Characters with which all answers begin alike; 0 where it is not worth folding. */
  sharedStart: number;
  folded: boolean;
  toggleFold: () => void;
  dialog: BenchDialog | null;
  /** A dialog was opened before: it is on the page, so that it can close smoothly. */
  dialogs: boolean;
  /** The warnings that were shown last; the same ones again are confirmed by submitting. */
  warned: React.RefObject<string>;
  /** For the live region. */
  message: string;
  act: (action: RankingAction) => void;
  say: (message: string) => void;
  focus: (slot: string) => void;
  /** Gives the focus where the pointer is: nothing under it may move. */
  focusInPlace: (slot: string) => void;
  step: (direction: -1 | 1) => void;
  toggleOrder: () => void;
  openCompare: () => void;
  setComparison: (comparison: Comparison | null) => void;
  toggleMarks: () => void;
  toggleRaw: (slot: string) => void;
  setDialog: (dialog: BenchDialog | null) => void;
}

const BenchContext = createContext<Bench | null>(null);
export const BenchProvider = BenchContext.Provider;

export function useBenchContext(): Bench {
  const bench = useContext(BenchContext);
  if (bench === null) throw new Error("Only for use inside a ranking screen.");
  return bench;
}

interface BenchOptions {
  assignment: Assignment;
  initial: Record<string, unknown> | null;
  onChange: (draft: Record<string, unknown>) => void;
}

function byRankOrder(content: Content, slots: readonly string[]): string[] {
  const place = (slot: string) => {
    const row = rowOf(content.rows, slot);
    return row === -1 ? slots.length : row;
  };
  return [...slots].sort((a, b) => place(a) - place(b) || a.localeCompare(b));
}

function spoken(action: RankingAction, state: RankingState, focused: string): string {
  if (action.type === "rate" || action.type === "flag") {
    return ratingAnnouncement(state.content, action.slot);
  }
  if (action.type === "verdict" || action.type === "both-bad") return spokenVerdict(state.content);
  if (action.type === "strength") return spokenVerdict(state.content);
  if (action.type === "none-acceptable") {
    return state.content.noneAcceptable ? "None is acceptable." : "Some are acceptable.";
  }
  if (action.type === "cannot-rank") {
    return action.reason === null
      ? "The ranking counts again."
      : `No ranking: ${CANNOT_RANK_LABEL[action.reason]}.`;
  }
  if ("slot" in action) return announcement(state.content, action.slot, state.slots.length);
  if (action.type === "undo") return `Undone. ${announcement(state.content, focused, state.slots.length)}`;
  if (action.type === "redo") return `Redone. ${announcement(state.content, focused, state.slots.length)}`;
  return "";
}

function spokenVerdict(content: Content): string {
  const better = betterOf(content);
  const strength = content.strength === null ? "better" : STRENGTH_SAID[content.strength];
  const order = better === null ? "A tie." : `${better} is ${strength}.`;
  return content.bothBad ? `${order} Both are bad.` : order;
}

export function useBench({ assignment, initial, onChange }: BenchOptions): Bench {
  const slots = useMemo(() => assignment.slots.map((item) => item.slot), [assignment]);
  const texts = useMemo(
    () => new Map(assignment.slots.map((item) => [item.slot, item.text])),
    [assignment],
  );
  const shared = useMemo(() => sharedStart([...texts.values()]), [texts]);
  const [folded, setFolded] = useState(true);
  const [first = "A", second = first] = slots;
  const [state, setState] = useState(() =>
    initialState(slots, fromDraft(initial, slots, assignment.rating_schema)),
  );
  const [{ focused, follow }, setFocused] = useState({ focused: first, follow: true });
  const [rankOrder, setRankOrder] = useState<readonly string[] | null>(null);
  const pair = assignment.kind === "comparison" && slots.length === 2;
  const [chosen, setComparison] = useState<Comparison | null>(null);
  const comparison = pair ? { left: first, right: second } : chosen;
  const [marks, setMarks] = useState(false);
  const [raw, setRaw] = useState<ReadonlySet<string>>(new Set());
  const [{ dialog, dialogs }, putDialog] = useState<{ dialog: BenchDialog | null; dialogs: boolean }>(
    { dialog: null, dialogs: false },
  );
  const warned = useRef("");
  const [message, say] = useState("");
  // Two keys may be pressed before a render; each must build on the other's result.
  const latest = useRef(state);
  const focusedNow = useRef(focused);

  const act = useCallback(
    (action: RankingAction) => {
      const next = rankingReducer(latest.current, action);
      if (next === latest.current) return;
      latest.current = next;
      setState(next);
      onChange(toDraft(next.content));
      say(spoken(action, next, focusedNow.current));
    },
    [onChange],
  );

  const moveFocus = useCallback((slot: string, follows: boolean) => {
    focusedNow.current = slot;
    setFocused({ focused: slot, follow: follows });
    say(focusAnnouncement(latest.current.content, slot));
  }, []);
  const focus = useCallback((slot: string) => { moveFocus(slot, true); }, [moveFocus]);
  const focusInPlace = useCallback((slot: string) => { moveFocus(slot, false); }, [moveFocus]);

  // Handed to the cards, which are drawn again only when something of theirs changes.
  const toggleFold = useCallback(() => {
    setFolded((before) => !before);
  }, []);
  const toggleRaw = useCallback((slot: string) => {
    setRaw((before) => {
      const next = new Set(before);
      if (!next.delete(slot)) next.add(slot);
      return next;
    });
  }, []);

  const order = rankOrder ?? slots;
  const step = (direction: -1 | 1) => {
    if (comparison !== null) return void focus(direction === 1 ? comparison.right : comparison.left);
    const next = order[order.indexOf(focused) + direction];
    if (next !== undefined) focus(next);
  };
  const toggleOrder = () => {
    setRankOrder(rankOrder === null ? byRankOrder(state.content, slots) : null);
    say(rankOrder === null ? "Answers by rank." : "Answers from A to Z.");
  };
  const openCompare = () => {
    const neighbour = ladderNeighbour(state.content.rows, focused);
    const next = order[order.indexOf(focused) + 1] ?? order[order.indexOf(focused) - 1];
    const other = neighbour !== null && neighbour !== focused ? neighbour : next;
    // As they stand on the page: the same two are on the same sides each time.
    const [left, right] = order.filter((slot) => slot === focused || slot === other);
    if (left !== undefined && right !== undefined) setComparison({ left, right });
  };

  return {
    assignment,
    pair,
    slots,
    scale: assignment.rating_schema.scale,
    texts,
    content: state.content,
    missing: missing(state.content, order, pair),
    canUndo: state.past.length > 0,
    canRedo: state.future.length > 0,
    focused,
    follow,
    order,
    byRank: rankOrder !== null,
    comparison,
    marks,
    raw,
    sharedStart: shared,
    folded,
    toggleFold,
    dialog,
    dialogs,
    warned,
    message,
    act,
    say,
    focus,
    focusInPlace,
    step,
    toggleOrder,
    openCompare,
    setComparison,
    toggleMarks: () => {
      setMarks((on) => !on);
    },
    toggleRaw,
    setDialog: (next) => {
      putDialog((before) => ({ dialog: next, dialogs: before.dialogs || next !== null }));
    },
  };
}
