/**
 * An answer that is a whole transcript ("Human: …", then "Assistant: …"), taken apart into its turns.
 *
 * Published comparisons come like this. Only a text that begins with a turn and has both sides is
 * one: an answer that merely quotes a conversation stays as it was written. Turns begin with a
 * line, and never within a fenced block.
 */
import type { Message } from "./api-types";

const TURN = /^[ \t]*(?:\*\*)?(human|user|assistant|agent|ai|system)(?:\*\*)?:(?:\*\*)?[ \t]*/i;
const FENCE = /^\s*(?:```|~~~)/;

interface Turn {
  role: Message["role"];
  /** Where what is said begins and ends. */
  from: number;
  to: number;
}

const roleOf = (said: string): Message["role"] => {
  const role = said.toLowerCase();
  if (role === "system") return role;
  return role === "human" || role === "user" ? "user" : "assistant";
};

function turnsOf(text: string): Turn[] {
  const turns: Turn[] = [];
  let [position, fenced] = [0, false];
  for (const line of text.split("\n")) {
    const [sign = "", role] = (!fenced && TURN.exec(line)) || [];
    if (role !== undefined) {
      const last = turns.at(-1);
      if (last !== undefined) last.to = position;
      turns.push({ role: roleOf(role), from: position + sign.length, to: text.length });
    }
    if (FENCE.test(line)) fenced = !fenced;
    // What stands before the first turn is no turn: this is no transcript.
    if (turns.length === 0 && line.trim() !== "") return [];
    position += line.length + 1;
  }
  return turns;
}

/**
 * The turns of a transcript from a place on; null where the text is none.
 *
 * A turn that the place cuts keeps its role.
 */
export function transcriptOf(text: string, start = 0): Message[] | null {
  const turns = turnsOf(text);
  const sides = new Set(turns.map(({ role }) => role));
  if (!sides.has("user") || !sides.has("assistant")) return null;
  return turns
    .filter(({ to }) => to > start)
    .map(({ role, from, to }) => ({ role, content: text.slice(Math.max(from, start), to).trim() }));
}
