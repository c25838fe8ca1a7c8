/** An answer in one line: a ranking by its letters, a text by its beginning. */
import { excerpt } from "./format";

const LENGTH = 220;

export function viewOf(answer: unknown): string {
  if (typeof answer !== "object" || answer === null) return "";
  const { ranking, text } = answer as { ranking?: unknown; text?: unknown };
  if (Array.isArray(ranking) && ranking.length > 0) {
    return ranking
      .filter((group): group is string[] => Array.isArray(group))
      .map((group) => group.join(" = "))
      .join(" > ");
  }
  return typeof text === "string" ? excerpt(text, LENGTH) : "";
}

/** A written answer as it was handed in; several turns below each other, as Markdown. */
export function textOf(answer: unknown): string {
  if (typeof answer !== "object" || answer === null) return "";
  const { text, turns } = answer as { text?: unknown; turns?: unknown };
  if (typeof text === "string") return text;
  if (!Array.isArray(turns)) return "";
  return turns
    .map((turn: { role?: unknown; content?: unknown }) => `**${String(turn.role)}:** ${String(turn.content)}`)
    .join("\n\n");
}
