/** What may be done with a run or a cycle in the state it is in. */
import type { Cycle, Run, RunState } from "@/lib/api-types";

const FINAL: ReadonlySet<RunState> = new Set(["succeeded", "failed", "cancelled"]);

export function isFinal(state: RunState): boolean {
  return FINAL.has(state);
}

export function canCancelRun(run: Run): boolean {
  return !isFinal(run.state) && !run.cancel_requested;
}

/** A run of a cycle is retried by resuming the cycle too, but its own retry does the same. */
export function canRetryRun(run: Run): boolean {
  return run.state === "failed" || run.state === "cancelled";
}

export function canResumeCycle(cycle: Cycle): boolean {
  return cycle.state === "failed";
}

export function canCancelCycle(cycle: Cycle): boolean {
  return cycle.state === "running" || cycle.state === "failed";
}

/** The gate's figures exist from its first samples on. */
export function hasGate(cycle: Cycle): boolean {
  return cycle.steps.some(({ name, state }) => name === "gate" && state !== "pending");
}

/** The step that the cycle stands at: the one at work, waiting or failed. */
export function currentStep(cycle: Cycle): Cycle["steps"][number] | null {
  const still = new Set(["running", "awaiting_labels", "awaiting_decision", "failed"]);
  return cycle.steps.find(({ state }) => still.has(state)) ?? null;
}

/** Seconds from start to end, or to now; null before the start. */
export function secondsOf(
  item: { started_at: string | null; finished_at: string | null },
  now = Date.now(),
): number | null {
  if (item.started_at === null) return null;
  const end = item.finished_at === null ? now : Date.parse(item.finished_at);
  return Math.max(0, (end - Date.parse(item.started_at)) / 1000);
}
