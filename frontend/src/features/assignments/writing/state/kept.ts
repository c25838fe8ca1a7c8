/**
 * Versions of an answer that were not chosen, kept in this browser so that they can be got back.
 *
 * Beside the journal of the draft, under the same rules: it belongs to a user and a task, and is
 * forgotten after thirty days.
 */
import { canonical } from "@/lib/canonical";
import { openJournal } from "@/lib/journal";

export type KeptContent = Record<string, unknown>;

export interface KeptVersion {
  content: KeptContent;
  /** Milliseconds since the epoch. */
  at: number;
  /** Whose it was: this window's, or the one that was saved elsewhere. */
  from: "here" | "elsewhere" | "unsaved";
}

/** Enough for a day of conflicts; each may be a long text. */
const MOST = 12;

export interface Kept {
  list: () => KeptVersion[];
  add: (content: KeptContent, from: KeptVersion["from"]) => void;
  /** Keeps the newest state of this window, over what it kept of itself before. */
  hold: (content: KeptContent) => void;
}

export function openKept(userId: string, assignmentId: string): Kept {
  const journal = openJournal<KeptVersion[]>(userId, `kept:${assignmentId}`);
  const started = Date.now();
  const list = () => journal.read()?.content ?? [];
  const add = (content: KeptContent, from: KeptVersion["from"]) => {
    const body = canonical(content);
    const others = list().filter((version) => canonical(version.content) !== body);
    journal.write([{ content, at: Date.now(), from }, ...others].slice(0, MOST), 0);
  };
  const hold = (content: KeptContent) => {
    const others = list().filter(({ from, at }) => from !== "unsaved" || at !== started);
    journal.write([{ content, at: started, from: "unsaved" as const }, ...others].slice(0, MOST), 0);
  };
  return { list, add, hold };
}

/** The text of a draft, for people: whatever kind of writing it is. Null: it is no writing. */
export function textOf(content: KeptContent | null): string | null {
  if (content === null) return "";
  if (Array.isArray(content.turns)) return content.turns.map(turnText).join("\n\n");
  if (Array.isArray(content.examples)) return fewShotText(content);
  return typeof content.text === "string" ? content.text : null;
}

function turnText(turn: unknown): string {
  const { role, content } = (turn ?? {}) as Record<string, unknown>;
  return `**${role === "user" ? "User" : "Assistant"}**\n\n${typeof content === "string" ? content : ""}`;
}

function fewShotText(content: KeptContent): string {
  const said = (value: unknown) => (typeof value === "string" ? value : "");
  const pairs = (content.examples as unknown[]).map((example) => {
    const { query, response } = (example ?? {}) as Record<string, unknown>;
    return `**Query:** ${said(query)}\n\n**Response:** ${said(response)}`;
  });
  const parts = [said(content.text), said(content.instruction), ...pairs, said(content.query)];
  return parts.filter((part) => part.trim() !== "").join("\n\n");
}
