import { expect, test } from "vitest";

import type { LedgerLine } from "@/lib/api-types";

import { hoursByDay, lastDays } from "./days";

test("the last days end today and include it", () => {
  const days = lastDays(30, new Date(2026, 2, 2, 12));
  expect([days.from, days.to]).toEqual(["2026-02-01", "2026-03-02"]);
  expect(days.zone).not.toBe("");
});

test("an admin's ledger holds everybody's lines; the own page adds up one's own", () => {
  const line = (date: string, person: string, active: number): LedgerLine => ({
    date,
    person: { id: person, name: person },
    kind: "ranking",
    submitted: 1,
    revised: 1,
    skipped: 1,
    active_seconds: active,
    wall_seconds: active + 5,
  });
  const lines = [line("2026-03-01", "a", 10), line("2026-03-02", "b", 99), line("2026-03-02", "a", 1), line("2026-03-02", "a", 2)];
  expect(hoursByDay(lines, "a")).toEqual([
    { date: "2026-03-02", submitted: 2, revised: 2, skipped: 2, active: 3, wall: 13 },
    { date: "2026-03-01", submitted: 1, revised: 1, skipped: 1, active: 10, wall: 15 },
  ]);
});
