/** An answer in one line: a ranking by its letters, a text by its beginning. */
import { excerpt } from "@/lib/format";

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
