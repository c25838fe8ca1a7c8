/** What the ranking and comparison screens say. */
import { percent } from "@/lib/format";

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
  too_alike: "All say the same, so there is nothing to rank (where only some do, tie those)",
  all_unusable: "None can be used for anything, so none is better than another",
  not_understood: "They cannot be understood (where somebody else might, skip the task)",
  other: "Another reason",
};

export const CANNOT_RANK_SHORT: Record<CannotRank, string> = {
  too_alike: "too alike",
  all_unusable: "all unusable",
  not_understood: "not understandable",
  other: "see the note",
};

export const REASON_LABEL = "Why, in a line (optional)";

export const EDIT_HINT = "Your version counts as better than both. Markdown. Kept as you type.";

/** A judgment keeps the order and not the empty rows; whether there were any, it does not tell. */
export const CLOSED_UP = "The order is the one you gave. Ranks are counted without gaps: below a tie a number can be smaller than the one you pressed.";

/** What is still to do, in the fewest words; empty when complete. */
export function todo({ unranked, unrated, strength }: Missing, pair = false): string {
  if (unranked.length > 0) return pair ? "which is better?" : `${String(unranked.length)} to rank`;
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
export function warningMessage({ codes, contradictions, good }: Warnings, submit: string): string {
  const parts = [];
  if (codes.includes("contradiction")) parts.push(contradictionMessage(contradictions));
  if (good !== null) parts.push(`None is acceptable, but ${good.slot} is rated ${String(good.overall)}.`);
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

export const SHARED_HINT =
  "Words that stand in both answers in passages of four words or more. Words alone, as “the” and “and”, are in most texts and are not counted.";

/** How much two answers have in common; only what is the same to the last word is all of it. */
export function sharedSaid(share: number, atLength: boolean): string {
  if (share === 0) return "No passages in common";
  const shown = percent(share < 1 ? Math.min(Math.max(share, 0.01), 0.99) : 1, 0);
  return atLength ? `${shown} of the words in common passages` : `${shown} in common`;
}

/** Two drafts of one ranking. */
export const CONFLICT = {
  hint: "A newer draft of this task was saved from another window or device. The one you take goes on in place of the other; what differs is marked.",
  mine: "On this screen",
  theirs: "Saved elsewhere",
} as const;
