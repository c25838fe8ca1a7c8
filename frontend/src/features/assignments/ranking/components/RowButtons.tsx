import { memo } from "react";

import type { RankingAction } from "../state/ranking";
import type { Rows } from "../state/rows";
import classes from "./RowButtons.module.css";

interface RowButtonsProps {
  slot: string;
  rows: Rows;
  act: (action: RankingAction) => void;
  focusInPlace: (slot: string) => void;
}

/** The buttons 1…K of a card; an occupied row has a heavy bottom edge and says who is there. */
export const RowButtons = memo(function RowButtons({ slot, rows, act, focusInPlace }: RowButtonsProps) {
  return (
    <span className={classes.rows} role="group" aria-label={`Rank of answer ${slot}`}>
      <span className={classes.word} aria-hidden="true">
        Rank
      </span>
      {rows.map((members, row) => (
        <RowButton
          key={row}
          slot={slot}
          row={row}
          here={members.includes(slot)}
          others={members.filter((other) => other !== slot).join(", ")}
          act={act}
          focusInPlace={focusInPlace}
        />
      ))}
    </span>
  );
});

interface RowButtonProps extends Omit<RowButtonsProps, "rows"> {
  row: number;
  here: boolean;
  others: string;
}

/** A move touches two rows of each card: the others stay as they are. */
const RowButton = memo(function RowButton({ slot, row, here, others, act, focusInPlace }: RowButtonProps) {
  const label = `Rank ${String(row + 1)}${others === "" ? "" : ` – with ${others}`}`;
  return (
    <button
      type="button"
      className={classes.row}
      data-occupied={others !== ""}
      aria-pressed={here}
      aria-label={label}
      title={label}
      onClick={() => {
        focusInPlace(slot);
        const target = here ? ({ kind: "tray" } as const) : ({ kind: "row", row } as const);
        act({ type: "drop", slot, target });
      }}
    >
      {row + 1}
    </button>
  );
});
