/** Written answers of every kind, as text that a person can read. */
import type { Answer } from "./api-types";
import { count } from "./format";

/** The text of a written answer in Markdown: an answer, several turns, or a prompt. Null for a ranking. */
export function writtenText(answer: Answer): string | null {
  if ("ranking" in answer) return null;
  if ("turns" in answer) {
    return answer.turns
      .map(({ role, content }) => `**${role === "user" ? "User" : "Assistant"}**\n\n${content}`)
      .join("\n\n");
  }
  if ("text" in answer && answer.text !== undefined && answer.text !== "") return answer.text;
  if (!("examples" in answer)) return "text" in answer ? (answer.text ?? "") : "";
  const pairs = (answer.examples ?? []).map(
    ({ query, response }) => `**Query:** ${query ?? ""}\n\n**Response:** ${response ?? ""}`,
  );
  return [answer.instruction ?? "", ...pairs, `**Query:** ${answer.query ?? ""}`].join("\n\n");
}

/** How it came about, as plain facts; null where the page did not count. */
export function writingFacts(answer: Answer): string | null {
  if (!("writing" in answer) || answer.writing == null) return null;
  const { pastes, pasted_characters: pasted, typed_characters: typed } = answer.writing;
  const what = pastes === 0 ? "nothing pasted" : `${count(pastes, "paste")}, ${count(pasted, "character")}`;
  return `${count(typed, "character")} typed, ${what}`;
}
