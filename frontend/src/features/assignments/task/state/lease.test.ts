import { expect, test } from "vitest";

import { noteServerTime, serverNow } from "@/lib/server-clock";

import { ENDING_MS, leaseView } from "./lease";

test("a lease is held, then counted down, then over", () => {
  expect(leaseView(ENDING_MS, 0).phase).toBe("held");
  expect(leaseView(ENDING_MS - 1, 0)).toEqual({ phase: "ending", secondsLeft: 180 });
  expect(leaseView(1, 0)).toEqual({ phase: "ending", secondsLeft: 1 });
  expect(leaseView(0, 0)).toEqual({ phase: "over", secondsLeft: 0 });
  expect(leaseView(0, 90_000)).toEqual({ phase: "over", secondsLeft: 0 });
});

test("it runs by the server's clock, however wrong this computer's is", () => {
  const now = Date.parse("2026-11-21T12:00:00Z");
  noteServerTime("Sat, 21 Nov 2026 12:10:00 GMT", now);
  expect(serverNow(now)).toBe(now + 600_000);
  noteServerTime(null, now);
  noteServerTime("nonsense", now);
  expect(serverNow(now)).toBe(now + 600_000);
});
