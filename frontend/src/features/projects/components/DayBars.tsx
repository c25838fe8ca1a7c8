/** Judgments per day as bars, each with its number. */
import type { Overview } from "@/lib/api-types";

import classes from "./DayBars.module.css";

type Day = Overview["judgments"]["last_7_days"][number];

const WIDTH = 420;
const HEIGHT = 210;
const BASE = HEIGHT - 22;
const TOP = 20;

export function DayBars({ days }: { days: readonly Day[] }) {
  const most = Math.max(1, ...days.map((day) => day.count));
  const step = WIDTH / Math.max(1, days.length);
  const spoken = days.map((day) => `${day.date}: ${String(day.count)}`).join(", ");
  return (
    <svg
      className={classes.chart}
      viewBox={`0 0 ${String(WIDTH)} ${String(HEIGHT)}`}
      role="img"
      aria-label={`Judgments per day. ${spoken}`}
    >
      <line className={classes.base} x1={0} x2={WIDTH} y1={BASE} y2={BASE} />
      {days.map((day, index) => {
        const height = (day.count / most) * (BASE - TOP);
        const middle = index * step + step / 2;
        return (
          <g key={day.date}>
            <rect
              className={classes.bar}
              data-today={index === days.length - 1}
              x={middle - step * 0.31}
              width={step * 0.62}
              y={BASE - Math.max(height, day.count > 0 ? 2 : 0)}
              height={Math.max(height, day.count > 0 ? 2 : 0)}
              rx={3}
            />
            <text className={classes.count} x={middle} y={BASE - height - 6}>
              {day.count > 0 ? day.count.toLocaleString("en") : ""}
            </text>
            <text className={classes.day} x={middle} y={HEIGHT - 5}>
              {weekday(day.date)}
            </text>
          </g>
        );
      })}
    </svg>
  );
}

function weekday(date: string): string {
  return new Date(`${date}T12:00:00Z`).toLocaleDateString("en", {
    weekday: "short",
    day: "numeric",
    timeZone: "UTC",
  });
}
