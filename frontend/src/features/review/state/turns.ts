/** The written turns of a demonstration, in their places in the conversation. */
import type { Answer, Message } from "@/lib/api-types";

/** What was written: a text, or turns. */
export type Written = { text: string } | { turns: readonly Message[] };

/** What can be read and edited: nothing of what was erased. */
export function writtenOf(answer: Answer): Written | null {
  if ("turns" in answer) return answer.turns.length > 0 ? { turns: answer.turns } : null;
  return "text" in answer && answer.text !== undefined ? { text: answer.text } : null;
}

export type Line =
  | { kind: "given"; message: Message }
  | { kind: "written"; index: number; message: Message };

/** Where the assistant's turn after each of the user's was written, the user's turns stand between. */
export function linesOf(prompt: readonly Message[], turns: readonly Message[]): Line[] {
  const written = turns.map((message, index): Line => ({ kind: "written", index, message }));
  if (!betweenUsers(prompt, turns)) return written;
  const left = written.values();
  return prompt
    .filter(({ role }) => role !== "assistant")
    .flatMap((message): Line[] => {
      const given: Line = { kind: "given", message };
      const next = message.role === "user" ? left.next().value : undefined;
      return next === undefined ? [given] : [given, next];
    });
}

export function messagesOf(prompt: readonly Message[], turns: readonly Message[]): Message[] {
  return linesOf(prompt, turns).map(({ message }) => message);
}

/** One turn alone reads the same either way. */
function betweenUsers(prompt: readonly Message[], turns: readonly Message[]): boolean {
  const users = prompt.filter(({ role }) => role === "user").length;
  return turns.length > 1 && turns.length === users && turns.every(({ role }) => role === "assistant");
}
