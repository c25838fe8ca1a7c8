/** Overall quality 1…7 and the flags of one answer. */
import { Key } from "@/components/Key";

import { useBenchContext } from "../hooks/useBench";
import { ratingOf } from "../state/ranking";
import classes from "./RatingPanel.module.css";

interface RatingPanelProps {
  slot: string;
  /** The flags stand behind a summary (phones). */
  folded?: boolean;
}

export function RatingPanel({ slot, folded = false }: RatingPanelProps) {
  const { pair, content, assignment, act, focusInPlace } = useBenchContext();
  const { scale, flags } = assignment.rating_schema;
  const rating = ratingOf(content, slot);
  const values = Array.from({ length: scale.max - scale.min + 1 }, (_, index) => scale.min + index);
  const list = <Flags slot={slot} compact={!folded} />;
  return (
    <div className={classes.panel} data-folded={folded} data-tight={pair} data-rating={slot}>
      <div className={classes.title} aria-hidden="true">
        <span>
          Overall quality of <b>{slot}</b>
        </span>
        {!pair && <Key>{`Shift ${String(scale.min)}–${String(Math.min(scale.max, 9))}`}</Key>}
      </div>
      <div className={classes.scale} role="group" aria-label={`Overall quality of ${slot}`}>
        {values.map((value) => (
          <button
            key={value}
            type="button"
            className={classes.value}
            aria-pressed={rating.overall === value}
            onClick={() => {
              focusInPlace(slot);
              act({ type: "rate", slot, overall: value });
            }}
          >
            {value}
          </button>
        ))}
      </div>
      <div className={classes.ends} aria-hidden="true">
        <span>{scale.low_label}</span>
        <span>{scale.high_label}</span>
      </div>
      {flags.length > 0 &&
        (folded ? (
          <details className={classes.fold}>
            <summary aria-keyshortcuts="f">Flags{rating.flags.length > 0 && ` · ${String(rating.flags.length)}`}</summary>
            {list}
          </details>
        ) : (
          list
        ))}
    </div>
  );
}

function Flags({ slot, compact }: { slot: string; compact: boolean }) {
  const { content, assignment, act } = useBenchContext();
  const rating = ratingOf(content, slot);
  return (
    <fieldset className={classes.flags}>
      <legend className={compact ? classes.heading : "visually-hidden"}>
        Flags <span className={classes.hint}>(none is fine)</span>
      </legend>
      <div className={classes.grid}>
        {assignment.rating_schema.flags.map(({ key, label, description }) => (
          <label key={key} className={classes.flag} title={description}>
            <input
              type="checkbox"
              data-flag={key}
              checked={rating.flags.includes(key)}
              onChange={() => {
                act({ type: "flag", slot, flag: key });
              }}
            />
            <span>{label}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
