/**
 * When to ask whether somebody is still there, and when to say that a task has passed on.
 *
 * Times are milliseconds by the server's clock. Deliberately absent: the heartbeat itself.
 */

/** A lease with less left than this, and nobody at work, is counted down. */
export const ENDING_MS = 3 * 60_000;

export interface LeaseView {
  phase: "held" | "ending" | "over";
  /** Whole seconds that are left; 0 when over. */
  secondsLeft: number;
}

export function leaseView(until: number, now: number): LeaseView {
  const left = until - now;
  const secondsLeft = Math.max(0, Math.ceil(left / 1000));
  if (left <= 0) return { phase: "over", secondsLeft };
  return { phase: left < ENDING_MS ? "ending" : "held", secondsLeft };
}
