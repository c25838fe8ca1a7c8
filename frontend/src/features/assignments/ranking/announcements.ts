/** What the live region says of ranks and ratings. */
import { count } from "@/lib/format";

import { ratingOf, type Content } from "./state/ranking";
import { rowOf } from "./state/rows";

/** "Rank 2 = C": the row as shown everywhere, and who shares it. */
export function rankLabel(content: Content, slot: string): string {
  const row = rowOf(content.rows, slot);
  if (row === -1) return "Not ranked";
  const tied = (content.rows[row] ?? []).filter((other) => other !== slot);
  return [`Rank ${String(row + 1)}`, ...tied].join(" = ");
}

/** What the live region says after a move. */
export function announcement(content: Content, slot: string, total: number): string {
  const row = rowOf(content.rows, slot);
  const ranked = `${String(content.rows.flat().length)} of ${String(total)} ranked.`;
  if (row === -1) return `Answer ${slot} is not ranked. ${ranked}`;
  const tied = (content.rows[row] ?? []).filter((other) => other !== slot);
  const tie = tied.length === 0 ? "" : `, tied with ${tied.join(" and ")}`;
  return `Answer ${slot} is rank ${String(row + 1)}${tie}. ${ranked}`;
}

export function ratingAnnouncement(content: Content, slot: string): string {
  const { overall, flags } = ratingOf(content, slot);
  const quality = overall === null ? "no rating" : `rated ${String(overall)}`;
  return `Answer ${slot}: ${quality}, ${count(flags.length, "flag")}.`;
}

export function focusAnnouncement(content: Content, slot: string): string {
  return `Answer ${slot}. ${rankLabel(content, slot)}.`;
}
