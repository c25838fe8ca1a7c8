/** A share with its 95 % interval on a line from 0 to 1, one half marked. */
import { percent, percentRange } from "@/lib/format";

import classes from "./IntervalBar.module.css";

interface IntervalBarProps {
  label: string;
  value: number | null;
  interval: readonly number[] | null;
  /** The line alone, for a table cell. */
  small?: boolean;
}

export function IntervalBar({ label, value, interval, small = false }: IntervalBarProps) {
  const spoken = `${label}: ${percent(value)}, 95 % interval ${percentRange(interval)}`;
  return (
    <div className={classes.root} data-small={small}>
      {!small && (
        <div className={classes.head}>
          <span className={classes.value}>{percent(value)}</span>
          <span className={classes.range}>{interval === null ? percentRange(interval) : `95 % interval ${percentRange(interval)}`}</span>
        </div>
      )}
      <svg className={classes.line} viewBox="0 0 100 10" preserveAspectRatio="none" role="img" aria-label={spoken}>
        <rect className={classes.track} x="0" y="3" width="100" height="4" rx="2" />
        <line className={classes.half} x1="50" x2="50" y1="0" y2="10" />
        <Range interval={interval} />
        {value !== null && <rect className={classes.point} x={value * 100 - 0.5} y="0" width="1" height="10" />}
      </svg>
      {!small && (
        <div className={classes.scale} aria-hidden="true">
          <span>0</span>
          <span>50 %</span>
          <span>100 %</span>
        </div>
      )}
    </div>
  );
}

function Range({ interval }: { interval: readonly number[] | null }) {
  const [low, high] = interval ?? [];
  if (low === undefined || high === undefined) return null;
  return <rect className={classes.interval} x={low * 100} y="2" width={Math.max(0.5, (high - low) * 100)} height="6" rx="1" />;
}
