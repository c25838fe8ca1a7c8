/** The days of a ledger, as they are where its reader is. */
import type { LedgerLine } from "@/lib/api-types";
import { zoneHere } from "@/lib/format";

import type { Days } from "./api";

/** The last so many days up to today, in the browser's own zone. */
export function lastDays(count: number, now: Date = new Date()): Days {
  const zone = zoneHere();
  const first = new Date(now.getFullYear(), now.getMonth(), now.getDate() - count + 1);
  return { from: isoDay(first), to: isoDay(now), zone };
}

function isoDay(date: Date): string {
  const part = (value: number) => String(value).padStart(2, "0");
  return `${String(date.getFullYear())}-${part(date.getMonth() + 1)}-${part(date.getDate())}`;
}

export interface DayHours {
  date: string;
  submitted: number;
  revised: number;
  skipped: number;
  active: number;
  wall: number;
}

/** One person's lines by day, newest first; an admin's ledger holds everybody's. */
export function hoursByDay(lines: readonly LedgerLine[], personId: string): DayHours[] {
  const days = new Map<string, DayHours>();
  for (const line of lines.filter(({ person }) => person.id === personId)) {
    const day = days.get(line.date) ?? { date: line.date, submitted: 0, revised: 0, skipped: 0, active: 0, wall: 0 };
    day.submitted += line.submitted;
    day.revised += line.revised;
    day.skipped += line.skipped;
    day.active += line.active_seconds;
    day.wall += line.wall_seconds;
    days.set(line.date, day);
  }
  return [...days.values()].sort((a, b) => (a.date < b.date ? 1 : -1));
}
