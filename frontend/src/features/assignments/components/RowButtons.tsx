import { useBenchContext } from "../hooks/useBench";
import classes from "./RowButtons.module.css";

interface RowButtonsProps {
  slot: string;
  size: number;
}

/** The buttons 1…K of a card; an occupied row has a heavy bottom edge and says who is there. */
export function RowButtons({ slot, size }: RowButtonsProps) {
  const { content, act, focusInPlace } = useBenchContext();
  return (
    <span className={classes.rows} role="group" aria-label={`Rank of answer ${slot}`}>
      {Array.from({ length: size }, (_, row) => {
        const members = content.rows[row] ?? [];
        const others = members.filter((other) => other !== slot);
        const here = members.includes(slot);
        const company = others.length > 0 ? ` – with ${others.join(", ")}` : "";
        return (
          <button
            key={row}
            type="button"
            className={classes.row}
            data-occupied={others.length > 0}
            aria-pressed={here}
            aria-label={`Rank ${String(row + 1)}${company}`}
            title={`Rank ${String(row + 1)}${company}`}
            onClick={() => {
              focusInPlace(slot);
              const target = here ? ({ kind: "tray" } as const) : ({ kind: "row", row } as const);
              act({ type: "drop", slot, target });
            }}
          >
            {row + 1}
          </button>
        );
      })}
    </span>
  );
}
