/**
 * Everything the ranking screen knows besides the server: the answer with its undo, which
 * answer has the focus, the order of the cards, and what is being compared.
 */
import { createContext, useCallback, useContext, useMemo, useRef, useState } from "react";

import type { Assignment } from "@/lib/api-types";

import {
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
import { announcement, focusAnnouncement, ratingAnnouncement } from "../strings";

export interface Comparison {
  left: string;
  right: string;
}

export interface Bench {
  assignment: Assignment;
  slots: readonly string[];
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
  /** Opens with both answers side by side, where there are only two. */
  startComparing: boolean;
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
  if (action.type === "verdict") return announcement(state.content, action.right, state.slots.length);
  if ("slot" in action) return announcement(state.content, action.slot, state.slots.length);
  if (action.type === "undo") return `Undone. ${announcement(state.content, focused, state.slots.length)}`;
  if (action.type === "redo") return `Redone. ${announcement(state.content, focused, state.slots.length)}`;
  return "";
}

export function useBench({ assignment, initial, onChange, startComparing }: BenchOptions): Bench {
  const slots = useMemo(() => assignment.slots.map((item) => item.slot), [assignment]);
  const texts = useMemo(
    () => new Map(assignment.slots.map((item) => [item.slot, item.text])),
    [assignment],
  );
  const [first = "A", second = first] = slots;
  const [state, setState] = useState(() =>
    initialState(slots, fromDraft(initial, slots, assignment.rating_schema)),
  );
  const [{ focused, follow }, setFocused] = useState({ focused: first, follow: true });
  const [rankOrder, setRankOrder] = useState<readonly string[] | null>(null);
  const [comparison, setComparison] = useState<Comparison | null>(
    startComparing ? { left: first, right: second } : null,
  );
  const [marks, setMarks] = useState(false);
  const [message, say] = useState("");
  // Two keys may be pressed before a render; each must build on the other's result.
  const latest = useRef(state);

  const act = useCallback(
    (action: RankingAction) => {
      const next = rankingReducer(latest.current, action);
      if (next === latest.current) return;
      latest.current = next;
      setState(next);
      onChange(toDraft(next.content));
      say(spoken(action, next, focused));
    },
    [onChange, focused],
  );

  const moveFocus = useCallback((slot: string, follows: boolean) => {
    setFocused({ focused: slot, follow: follows });
    say(focusAnnouncement(latest.current.content, slot));
  }, []);
  const focus = useCallback((slot: string) => { moveFocus(slot, true); }, [moveFocus]);
  const focusInPlace = useCallback((slot: string) => { moveFocus(slot, false); }, [moveFocus]);

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
    if (other !== undefined) setComparison({ left: other, right: focused });
  };

  return {
    assignment,
    slots,
    texts,
    content: state.content,
    missing: missing(state.content, order),
    canUndo: state.past.length > 0,
    canRedo: state.future.length > 0,
    focused,
    follow,
    order,
    byRank: rankOrder !== null,
    comparison,
    marks,
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
  };
}
