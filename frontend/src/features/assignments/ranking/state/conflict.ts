/** Two drafts of one ranking beside each other, line by line. */
import type { RatingSchema } from "@/lib/api-types";
import { count } from "@/lib/format";

import { rankLabel } from "../announcements";
import { CANNOT_RANK_LABEL, STRENGTH_LABEL } from "../strings";
import { ratingOf, type Content } from "./ranking";

export interface ConflictLine {
  label: string;
  /** Empty: nothing is said. */
  mine: string;
  theirs: string;
}

/** An answer each, then what is said besides the order; the latter only where it is said. */
export function conflictLines(
  mine: Content,
  theirs: Content,
  slots: readonly string[],
  schema: RatingSchema,
): ConflictLine[] {
  const line = (label: string, tell: (content: Content) => string) => ({
    label,
    mine: tell(mine),
    theirs: tell(theirs),
  });
  const fields = schema.prompt_fields.map(({ key, label }) =>
    line(label, ({ promptFields }) => (promptFields[key] === true ? "yes" : "")),
  );
  const besides = [...BESIDES.map(([label, tell]) => line(label, tell)), ...fields];
  return [
    ...slots.map((slot) => line(slot, (content) => answerSaid(content, slot, schema))),
    ...besides.filter((said) => said.mine !== "" || said.theirs !== ""),
  ];
}

function answerSaid(content: Content, slot: string, { scale, flags: known }: RatingSchema): string {
  const { overall, flags } = ratingOf(content, slot);
  const labels = known.filter(({ key }) => flags.includes(key)).map(({ label }) => label);
  const parts = [
    rankLabel(content, slot),
    overall === null ? "" : `${String(overall)}/${String(scale.max)}`,
    labels.length > 3 ? count(labels.length, "flag") : labels.join(", "),
  ];
  return parts.filter((part) => part !== "").join(" · ");
}

const BESIDES: readonly (readonly [string, (content: Content) => string])[] = [
  ["How much better", ({ strength }) => (strength === null ? "" : STRENGTH_LABEL[strength])],
  ["Both bad", ({ bothBad }) => (bothBad ? "yes" : "")],
  ["None acceptable", ({ noneAcceptable }) => (noneAcceptable ? "yes" : "")],
  ["No order", ({ cannotRank }) => (cannotRank === null ? "" : CANNOT_RANK_LABEL[cannotRank])],
  ["Why", ({ reason }) => reason],
  ["Edit of the better one", ({ edited }) => edited],
  ["Note", ({ notes }) => notes],
];
