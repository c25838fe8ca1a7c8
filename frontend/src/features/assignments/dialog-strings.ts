/** What the dialogs of every kind of work say; loaded with them. */
import type { TaskKind } from "@/lib/api-types";

const INSTEAD: Partial<Record<TaskKind, string>> = {
  ranking: " Judged, but none is good or no order holds? Say “None acceptable” or “Cannot rank” instead.",
  comparison: " Judged, but neither is good or no order holds? Say “Both bad” or “Cannot say” instead.",
};

/** When skipping is meant, and what is meant instead of it. */
export function whenToSkip(kind: TaskKind): string {
  const what = kind in INSTEAD ? "judge" : "write";
  return `Not yours to ${what}, or broken: skip it. No skip counts against you.${INSTEAD[kind] ?? ""}`;
}
