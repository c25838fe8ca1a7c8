/** Overall quality 1…7 and the flags of one answer. */
import { memo } from "react";

import { Key } from "@/components/Key";
import type { Flag, RatingSchema } from "@/lib/api-types";

import { useBenchContext } from "../hooks/useBench";
import { ratingOf, type RankingAction, type SlotRating } from "../state/ranking";
import classes from "./RatingPanel.module.css";

interface RatingPanelProps {
  slot: string;
  /** The flags stand behind a summary (phones). */
  folded?: boolean;
}

/** What of the bench belongs to one rating; the panel is drawn again only if that changes. */
export function RatingPanel({ slot, folded = false }: RatingPanelProps) {
  const { pair, content, assignment, act, focusInPlace } = useBenchContext();
  return (
    <Panel
      slot={slot}
      folded={folded}
      tight={pair}
      schema={assignment.rating_schema}
      rating={ratingOf(content, slot)}
      act={act}
      focusInPlace={focusInPlace}
    />
  );
}

interface PanelProps {
  slot: string;
  folded: boolean;
  tight: boolean;
  schema: RatingSchema;
  rating: SlotRating;
  act: (action: RankingAction) => void;
  focusInPlace: (slot: string) => void;
}

const Panel = memo(function Panel({ slot, folded, tight, schema, rating, act, focusInPlace }: PanelProps) {
  const { scale, flags } = schema;
  const values = Array.from({ length: scale.max - scale.min + 1 }, (_, index) => scale.min + index);
  const list = <Flags slot={slot} compact={!folded} schema={schema} rating={rating} act={act} />;
  return (
    <div className={classes.panel} data-folded={folded} data-tight={tight} data-rating={slot}>
      <div className={classes.title} aria-hidden="true">
        <span>
          Overall quality of <b>{slot}</b>
        </span>
        {!tight && <Key>{`Shift ${String(scale.min)}–${String(Math.min(scale.max, 9))}`}</Key>}
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
            <summary aria-keyshortcuts="f">Flags{rating.flags.length > 0 && ` · ${String(rating.flags.length)}`} <Key>F</Key></summary>
            {list}
          </details>
        ) : (
          list
        ))}
    </div>
  );
});

interface FlagsProps extends Pick<PanelProps, "slot" | "schema" | "rating" | "act"> {
  compact: boolean;
}

function Flags({ slot, compact, schema, rating, act }: FlagsProps) {
  return (
    <div className={classes.explained} data-compact={compact}>
      <fieldset className={classes.flags}>
        <legend className={compact ? classes.heading : "visually-hidden"}>
          Flags <Key>F</Key> <span className={classes.hint}>(none is fine)</span>
        </legend>
        <div className={classes.grid}>
          {schema.flags.map(({ key, label, description }) => (
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
      <Meanings flags={schema.flags} />
    </div>
  );
}

/** The tooltips are for the mouse alone; this is for everybody. */
function Meanings({ flags }: { flags: readonly Flag[] }) {
  const { setDialog } = useBenchContext();
  if (flags.every(({ description }) => description === "")) return null;
  return (
    <button
      type="button"
      className={classes.meanings}
      aria-haspopup="dialog"
      onClick={() => {
        setDialog("meanings");
      }}
    >
      What they mean
    </button>
  );
}
