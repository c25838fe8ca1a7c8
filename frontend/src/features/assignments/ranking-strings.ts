/** What the ranking and comparison screens say. */
import type { CannotRank, Missing, Strength } from "./state/ranking";
import type { Contradiction, Warnings } from "./state/warnings";

export const STRENGTH_LABEL: Record<Strength, string> = {
  significantly: "Significantly",
  better: "Better",
  slightly: "Slightly",
  negligibly: "Negligibly, or unsure",
};

export const STRENGTH_SAID: Record<Strength, string> = {
  significantly: "significantly better",
  better: "better",
  slightly: "slightly better",
  negligibly: "negligibly better, or unsure",
};

export const CANNOT_RANK_LABEL: Record<CannotRank, string> = {
  too_alike: "They are too alike",
  all_unusable: "All of them are unusable",
  not_understood: "I do not understand them well enough",
  other: "Another reason",
};

export const CANNOT_RANK_SHORT: Record<CannotRank, string> = {
  too_alike: "too alike",
  all_unusable: "all unusable",
  not_understood: "not understood",
  other: "see the note",
};

/** Three ways to say that something is wrong, and when each is meant. */
export const WHEN = {
  none: "There is an order, but even the best is not good enough to be sent to anybody.",
  bothBad: "Neither is good enough to be sent to anybody; the order stays as you give it.",
  cannot: "You have judged them, and there is no order: too alike, or none of them usable.",
  skip: "You are not the one to judge it, or the task is broken: it goes to somebody else.",
} as const;

export const REASON_LABEL = "Why, in a line (optional)";

/** A judgment keeps the order and not the empty rows. */
export const CLOSED_UP = "The order is the one you gave; ranks that were left empty are closed up.";

/** What is still to do, in the fewest words; empty when complete. */
export function todo({ unranked, unrated, strength }: Missing): string {
  if (unranked.length > 0) return `${String(unranked.length)} to rank`;
  if (strength) return "how much better?";
  return unrated.length > 0 ? `${String(unrated.length)} to rate` : "";
}

export function missingMessage({ unranked, unrated, strength }: Missing, pair: boolean): string {
  const parts = [];
  if (unranked.length > 0) parts.push(pair ? "say which is better" : `rank ${unranked.join(", ")}`);
  if (strength) parts.push("say how much better (1–4)");
  if (unrated.length > 0) parts.push(`rate ${unrated.join(", ")}`);
  return `Before you submit: ${parts.join("; ")}.`;
}

const SHOWN = 3;

/** The warnings before a submit, as sentences; submitting again confirms them. */
export function warningMessage({ codes, contradictions }: Warnings, submit: string): string {
  const parts = [];
  if (codes.includes("contradiction")) parts.push(contradictionMessage(contradictions));
  if (codes.includes("all_tied")) parts.push("All answers are tied.");
  if (codes.includes("untouched")) {
    parts.push("The order is the one in which the answers were shown, and all are rated alike.");
  }
  return `${parts.join(" ")} Press ${submit} again to send it as it is.`;
}

function contradictionMessage(pairs: readonly Contradiction[]): string {
  const named = pairs.slice(0, SHOWN).map(({ above, below }) => `${above} is above ${below}`);
  const more = pairs.length > SHOWN ? `, and ${String(pairs.length - SHOWN)} more` : "";
  return `Ranked higher, but rated lower: ${named.join("; ")}${more}.`;
}

export const VEIL = {
  title: "This task is marked as sensitive",
  explanation:
    "It may be unpleasant or upsetting to read. Nothing of it is shown until you choose to look. " +
    "You may give it back without a look, and no skip counts against you.",
  look: "Show it",
  skip: "Skip it",
} as const;
