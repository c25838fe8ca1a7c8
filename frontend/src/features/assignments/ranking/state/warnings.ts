/**
 * What looks like a slip before a submit: shown once, sent if it is meant, never a block.
 *
 * Good labelers contradict themselves rarely and on purpose; careless ones often.
 */
import type { RankingAnswer, RatingSchema } from "@/lib/api-types";

import { ratingOf, type Content } from "./ranking";
import { rowOf, toGroups } from "./rows";

type Code = NonNullable<RankingAnswer["warnings"]>[number];

export interface Contradiction {
  above: string;
  below: string;
}

export interface Warnings {
  codes: Code[];
  /** A better-ranked answer with a lower rating, next to each other in the order. */
  contradictions: Contradiction[];
  /** The best-rated answer of those of which none is said to be acceptable, where it is rated well. */
  good: { slot: string; overall: number } | null;
}

type Scale = RatingSchema["scale"];

/** Below this many answers an order as they stood, or one tie of all, is nothing unusual. */
const MANY = 4;

export function warningsOf(content: Content, slots: readonly string[], scale: Scale): Warnings {
  if (content.cannotRank !== null) return { codes: [], contradictions: [], good: null };
  const contradictions = contradictionsOf(content);
  const good = goodOf(content, slots, scale);
  const codes: Code[] = [];
  if (contradictions.length > 0) codes.push("contradiction");
  if (good !== null) codes.push("rated_acceptable");
  if (slots.length >= MANY) {
    const ratings = new Set(slots.map((slot) => ratingOf(content, slot).overall));
    const groups = toGroups(content.rows);
    if (groups.length === 1) codes.push("all_tied");
    const asShown = groups.every((group) => group.length === 1) && groups.flat().join() === slots.join();
    if (asShown && ratings.size === 1) codes.push("untouched");
  }
  return { codes, contradictions, good };
}

/** "None is acceptable" and "both are bad" do not go with a rating from the middle of the scale up. */
function goodOf(content: Content, slots: readonly string[], { min, max }: Scale): Warnings["good"] {
  if (!content.noneAcceptable && !content.bothBad) return null;
  const rated = slots.flatMap((slot) => {
    const { overall } = ratingOf(content, slot);
    return overall !== null && overall >= (min + max) / 2 ? [{ slot, overall }] : [];
  });
  return rated.toSorted((a, b) => b.overall - a.overall)[0] ?? null;
}

/**
 * Each answer with the nearest ones above it that are rated lower.
 *
 * All pairs would say the same thing many times: one answer too high contradicts all below it.
 */
function contradictionsOf(content: Content): Contradiction[] {
  const ranked = toGroups(content.rows).flat();
  const found = ranked.flatMap((above) =>
    ranked
      .filter((below) => rowOf(content.rows, below) > rowOf(content.rows, above))
      .filter((below) => rated(content, above) < rated(content, below))
      .map((below) => ({ above, below })),
  );
  return found.filter(
    (pair) =>
      !found.some(
        (other) => other !== pair && between(content, other, pair),
      ),
  );
}

function rated(content: Content, slot: string): number {
  return ratingOf(content, slot).overall ?? Number.NaN;
}

/** Whether one contradiction lies within another and so explains it. */
function between(content: Content, inner: Contradiction, outer: Contradiction): boolean {
  const row = (slot: string) => rowOf(content.rows, slot);
  return (
    row(inner.above) >= row(outer.above) &&
    row(inner.below) <= row(outer.below) &&
    (row(inner.above) > row(outer.above) || row(inner.below) < row(outer.below))
  );
}
