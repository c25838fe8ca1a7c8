/** What every kind of work says. */
import type { TaskKind } from "@/lib/api-types";

const INSTEAD: Partial<Record<TaskKind, string>> = {
  ranking: " Judged, but none is good or no order holds? Say “None acceptable” or “Cannot rank” instead.",
  comparison: " Judged, but neither is good or no order holds? Say “Both bad” or “Cannot say” instead.",
};

/** When skipping is meant, and what is meant instead of it. */
export function whenToSkip(kind: TaskKind): string {
  const what = kind in INSTEAD ? "judge" : "write";
  return `Not yours to ${what}, or broken: skip it. No skip counts against you.${INSTEAD[kind] ?? ""}`;
}

/** Three ways to say that something is wrong, and when each is meant. */
export const WHEN = {
  none: "There is an order, but even the best is not good enough to be sent to anybody.",
  bothBad: "Neither is good enough to be sent to anybody; the order stays as you give it.",
  cannot: "You have read them, and no order would mean anything. Answers that are equally good are a tie; an order of bad ones is “None acceptable”.",
  cannotPair: "You have read them, and no verdict would mean anything. Answers that are equally good are a tie; a better one of two bad ones is “Both bad”.",
  skip: "You are not the one to judge it, or the task is broken: it goes to somebody else.",
} as const;

export const VEIL = {
  title: "This task is marked as sensitive",
  explanation:
    "It may be unpleasant or upsetting to read. Nothing of it is shown until you choose to look. " +
    "You may give it back without a look, and no skip counts against you.",
  look: "Show it",
  skip: "Skip it",
} as const;
