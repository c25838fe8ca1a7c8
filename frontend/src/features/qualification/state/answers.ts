/** Answers to items: what they look like, and when one may be handed in. */
import type { QualificationPart, QualificationShown } from "@/lib/api-types";

export interface Answer {
  flags?: string[];
  ranking?: string[][];
  text?: string;
  levels?: Record<string, number>;
}

/** What the server keeps; it was checked there. */
export function answerFrom(stored: unknown): Answer | null {
  return typeof stored === "object" && stored !== null ? (stored) : null;
}

export function isFinished(part: QualificationPart, shown: QualificationShown, answer: Answer | null): boolean {
  if (answer === null) return false;
  if (part === "flagging") return answer.flags !== undefined;
  if (part === "writing") return (answer.text ?? "").trim() !== "";
  if (part === "ranking") return (answer.ranking ?? []).flat().length === (shown.slots ?? []).length;
  return Object.keys(answer.levels ?? {}).length === (shown.groups ?? []).length;
}

/** A rank for each slot (1 is best) as groups, best first; gaps close, equal ranks are ties. */
export function groupsOf(ranks: Readonly<Record<string, number>>): string[][] {
  const used = [...new Set(Object.values(ranks))].sort((a, b) => a - b);
  return used.map((rank) => Object.keys(ranks).filter((slot) => ranks[slot] === rank).sort());
}

/** The ranks of stored groups. */
export function ranksOf(groups: readonly (readonly string[])[] | undefined): Record<string, number> {
  const ranks: Record<string, number> = {};
  groups?.forEach((group, index) => {
    for (const slot of group) ranks[slot] = index + 1;
  });
  return ranks;
}

/** A ranking as people say it: `B > A = C`. */
export function spoken(groups: readonly (readonly string[])[]): string {
  return groups.map((group) => group.join(" = ")).join(" > ");
}
