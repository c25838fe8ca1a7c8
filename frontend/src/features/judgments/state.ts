/** Submitted answers in a form that a person can read at a glance. */
import type { JudgmentReview } from "@/lib/api-types";
import { writtenText } from "@/lib/written";

type Answer = JudgmentReview["answer"];

export interface RankedSlot {
  slot: string;
  overall: number | null;
  flags: string[];
}

/** Best first; slots of one group are tied. Null for an answer that is no ranking. */
export function groupsOf(answer: Answer): RankedSlot[][] | null {
  if (!("ranking" in answer)) return null;
  return answer.ranking.map((group) =>
    group.map((slot) => {
      const rating = answer.ratings[slot];
      return { slot, overall: rating?.overall ?? null, flags: rating?.flags ?? [] };
    }),
  );
}

/** The text of what was written; null for a ranking. */
export const textOf: (answer: Answer) => string | null = writtenText;

/** All flags that were set, with the slots they were set on. */
export function flagsOf(groups: readonly RankedSlot[][]): { flag: string; slots: string[] }[] {
  const found = new Map<string, string[]>();
  for (const { slot, flags } of groups.flat()) {
    for (const flag of flags) found.set(flag, [...(found.get(flag) ?? []), slot]);
  }
  return [...found].map(([flag, slots]) => ({ flag, slots: slots.sort() }));
}

/** `C > A = B`, for screen readers and titles. */
export function spoken(groups: readonly RankedSlot[][]): string {
  return groups.map((group) => group.map(({ slot }) => slot).join(" = ")).join(" > ");
}
