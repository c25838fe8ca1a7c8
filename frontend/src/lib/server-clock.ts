/**
 * The server's clock, as its answers tell it: leases end by that one, and this computer's may be
 * off by minutes.
 */

let offsetMs = 0;

/** Learns from the `Date` header of an answer; its whole seconds are exact enough for a lease. */
export function noteServerTime(header: string | null, now: number = Date.now()): void {
  const at = header === null ? NaN : Date.parse(header);
  if (!Number.isNaN(at)) offsetMs = at - now;
}

/** Milliseconds since the epoch by the server's clock. */
export function serverNow(now: number = Date.now()): number {
  return now + offsetMs;
}
