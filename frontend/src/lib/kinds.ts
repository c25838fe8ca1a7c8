import type { TaskKind } from "./api-types";

const KINDS: readonly string[] = ["demonstration", "ranking", "comparison", "prompt", "review"];

export function isTaskKind(value: unknown): value is TaskKind {
  return typeof value === "string" && KINDS.includes(value);
}
