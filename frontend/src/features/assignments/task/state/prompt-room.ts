/**
 * Whether a prompt starts open on a phone, where every line is taken from the answers: if it is
 * short, or if a table or code decides, of which the first lines say nothing.
 */
import type { Message } from "@/lib/api-types";

/** What a phone shows of text in one line, and how many lines are about 40 % of its height. */
const LINE = 44;
const ROOM = 13;
/** A turn's name and rims. */
const TURN = 1.6;
const BLOCK = /^\s*(?:```|~~~|\|.*\|\s*$)/m;

export function opensOnPhone(messages: readonly Message[]): boolean {
  if (BLOCK.test(messages.at(-1)?.content ?? "")) return true;
  const lines = messages
    .flatMap(({ content }) => content.split("\n"))
    .reduce((sum, line) => sum + Math.ceil(line.length / LINE), 0);
  return lines + TURN * messages.length <= ROOM;
}
