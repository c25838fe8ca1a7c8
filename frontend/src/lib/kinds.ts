import type { TaskKind } from "./api-types";

const KINDS: readonly string[] = ["demonstration", "ranking", "comparison", "prompt", "review"];

export function isTaskKind(value: unknown): value is TaskKind {
  return typeof value === "string" && KINDS.includes(value);
}

/** What the tasks of a kind are called where they are counted. */
export const KIND_NOUN: Record<TaskKind, string> = {
  ranking: "Rankings",
  comparison: "Comparisons",
  demonstration: "Demonstrations",
  prompt: "Prompts to write",
  review: "Reviews",
};
