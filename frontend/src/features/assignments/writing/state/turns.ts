/** The turns of a demonstration that asks for several, as pure functions. */
import type { Assignment, ConversationAnswer, Message } from "@/lib/api-types";

import { booleans } from "../../task/state/prompt-fields";
import { factsFrom, type WritingFacts } from "./facts";

export interface Turn {
  role: "user" | "assistant";
  content: string;
}

export interface TurnsContent {
  turns: readonly Turn[];
  promptFields: Readonly<Record<string, boolean>>;
  notes: string;
  facts: WritingFacts;
}

type Draft = Record<string, unknown>;
type Mode = Assignment["demonstration_mode"];

/** The turns that a task starts with, empty: one after each of the user's, or the next answer. */
export function emptyTurns(mode: Mode, prompt: readonly Message[]): Turn[] {
  const asked = mode === "assistant_turns" ? prompt.filter(({ role }) => role === "user").length : 1;
  return Array.from({ length: asked }, () => ({ role: "assistant" as const, content: "" }));
}

export function turnsFromDraft(draft: Draft | null, empty: readonly Turn[], fixed: boolean): TurnsContent {
  const stored = Array.isArray(draft?.turns) ? draft.turns.map(turnOf) : [];
  const fits = stored.length > 0 && (!fixed || stored.length === empty.length);
  return {
    turns: fits ? stored : empty,
    promptFields: booleans(draft?.prompt_fields),
    notes: typeof draft?.notes === "string" ? draft.notes : "",
    facts: factsFrom(draft?.writing),
  };
}

function turnOf(value: unknown): Turn {
  const { role, content } = (typeof value === "object" && value !== null ? value : {}) as Record<string, unknown>;
  return { role: role === "user" ? "user" : "assistant", content: typeof content === "string" ? content : "" };
}

export function turnsToDraft({ turns, promptFields, notes, facts }: TurnsContent): Draft {
  return { turns, prompt_fields: promptFields, notes, writing: facts };
}

export function turnsToAnswer({ turns, promptFields, notes, facts }: TurnsContent): ConversationAnswer {
  return {
    turns: turns.map((turn) => ({ ...turn })),
    prompt_fields: { ...promptFields },
    ...(notes.trim() === "" ? {} : { notes }),
    writing: facts,
  };
}

/** A line of the conversation: a turn that is given, or the place of one to write. */
export type Line =
  | { kind: "given"; message: Message }
  /** `was` is what the assistant said there before, if anything. */
  | { kind: "written"; index: number; was: string | null };

export function linesOf(mode: Mode, prompt: readonly Message[], count: number): Line[] {
  const given = (message: Message): Line => ({ kind: "given", message });
  if (mode !== "assistant_turns") {
    return [...prompt.map(given), ...Array.from({ length: count }, (_, index): Line => ({ kind: "written", index, was: null }))];
  }
  const lines: Line[] = [];
  let index = 0;
  prompt.forEach((message, place) => {
    if (message.role === "assistant") return;
    lines.push(given(message));
    if (message.role !== "user") return;
    const next = prompt[place + 1];
    lines.push({ kind: "written", index, was: next?.role === "assistant" ? next.content : null });
    index += 1;
  });
  return lines;
}

/** The whole conversation as it stands, for the preview; turns still empty are left out. */
export function conversationOf(lines: readonly Line[], turns: readonly Turn[]): Message[] {
  return lines.flatMap((line) => {
    if (line.kind === "given") return [line.message];
    const turn = turns[line.index];
    return turn === undefined || turn.content.trim() === "" ? [] : [turn];
  });
}

export function emptyCount(turns: readonly Turn[]): number {
  return turns.filter(({ content }) => content.trim() === "").length;
}
