/** The tray and the K rows: where the lettered chips stand, and where they can be dragged. */
import { Fragment, memo, type PointerEvent as ReactPointerEvent } from "react";

import { excerpt } from "@/lib/format";

import { useBenchContext } from "../hooks/useBench";
import { useChipDrag, type Drag } from "../hooks/useChipDrag";
import classes from "./Ladder.module.css";

type OnPointerDown = (event: ReactPointerEvent<HTMLElement>, slot: string) => void;

export function Ladder({ size = "rail" }: { size?: "rail" | "sheet" }) {
  const { content, slots, act, focus } = useBenchContext();
  const { drag, onPointerDown } = useChipDrag(
    (slot, target) => {
      act({ type: "drop", slot, target });
    },
    focus,
  );
  const unranked = slots.filter((slot) => !content.rows.some((row) => row.includes(slot)));
  return (
    <div className={classes.ladder} data-size={size} data-dragging={drag !== null}>
      <div className={classes.head}>
        <span className={classes.title}>To rank</span>
        <span className={classes.hint}>drop on an answer to tie</span>
      </div>
      <div
        className={classes.tray}
        data-ladder-tray
        data-target={drag?.target?.kind === "tray"}
        role="group"
        aria-label={`To rank: ${unranked.join(", ") || "none"}`}
      >
        {unranked.map((slot) => (
          <Chip key={slot} slot={slot} drag={drag} onPointerDown={onPointerDown} />
        ))}
        {unranked.length === 0 && <span className={classes.done}>everything is ranked</span>}
      </div>
      <ol className={classes.rows}>
        {content.rows.map((members, row) => (
          <LadderRow key={row} row={row} members={members} drag={drag} onPointerDown={onPointerDown} />
        ))}
      </ol>
      {drag !== null && (
        <div className={classes.ghost} style={{ left: drag.x, top: drag.y }} aria-hidden="true">
          {drag.slot}
        </div>
      )}
    </div>
  );
}

interface LadderRowProps {
  row: number;
  members: readonly string[];
  drag: Drag | null;
  onPointerDown: OnPointerDown;
}

function rowState(row: number, members: readonly string[], drag: Drag | null) {
  const others = members.filter((slot) => slot !== drag?.slot);
  const target = drag?.target ?? null;
  const isTarget = target?.kind === "row" && target.row === row;
  return {
    occupied: others.length > 0,
    isTarget,
    tie: members.length > 1 || (isTarget && others.length > 0),
    gapAbove: target?.kind === "gap" && target.gap === row,
    gapBelow: target?.kind === "gap" && target.gap === row + 1,
  };
}

function LadderRow({ row, members, drag, onPointerDown }: LadderRowProps) {
  const { slots } = useBenchContext();
  const { occupied, isTarget, tie, gapAbove, gapBelow } = rowState(row, members, drag);
  const last = slots.length - 1;
  const end = row === 0 ? "best" : row === last ? "worst" : "";
  // From full accent (best) to grey (worst): decoration, the number says it all.
  const strength = `${String(Math.round(100 - (row / Math.max(1, last)) * 72))}%`;
  return (
    <li
      className={classes.row}
      data-ladder-row={row}
      data-occupied={occupied}
      data-empty={members.length === 0}
      data-tie={tie}
      data-target={isTarget}
      data-gap-above={gapAbove}
      data-gap-below={gapBelow}
    >
      <span className={classes.number} style={{ "--strength": strength } as React.CSSProperties}>
        {row + 1}
      </span>
      {members.map((slot, index) => (
        <Fragment key={slot}>
          {index > 0 && (
            <span className={classes.equals} aria-hidden="true">
              =
            </span>
          )}
          <Chip slot={slot} drag={drag} onPointerDown={onPointerDown} long={members.length === 1} grip />
        </Fragment>
      ))}
      {members.length === 0 && <span className={classes.end}>{end}</span>}
      {tie && <span className={classes.tie}>tie</span>}
    </li>
  );
}

/** Enough of an answer for what a chip shows of it; all of it would cost at every key. */
const EXCERPTED = 400;

interface ChipProps {
  slot: string;
  drag: Drag | null;
  onPointerDown: OnPointerDown;
  /** Shows how the answer begins. */
  long?: boolean;
  grip?: boolean;
}

/** What of the bench belongs to one chip; it is drawn again only if that changes. */
function Chip({ slot, drag, onPointerDown, long = false, grip = false }: ChipProps) {
  const { texts, sharedStart, focused, focus } = useBenchContext();
  return (
    <ChipButton
      slot={slot}
      text={long ? (texts.get(slot) ?? "") : null}
      sharedStart={sharedStart}
      isFocused={slot === focused}
      dragged={drag?.slot === slot}
      grip={grip}
      onPointerDown={onPointerDown}
      focus={focus}
    />
  );
}

interface ChipButtonProps {
  slot: string;
  text: string | null;
  sharedStart: number;
  isFocused: boolean;
  dragged: boolean;
  grip: boolean;
  onPointerDown: OnPointerDown;
  focus: (slot: string) => void;
}

const ChipButton = memo(function ChipButton(props: ChipButtonProps) {
  const { slot, text, sharedStart, isFocused, dragged, grip, onPointerDown, focus } = props;
  return (
    <button
      type="button"
      className={classes.chip}
      data-focused={isFocused}
      data-long={text !== null}
      data-dragged={dragged}
      aria-label={`Answer ${slot}`}
      onPointerDown={(event) => {
        onPointerDown(event, slot);
      }}
      onKeyDown={(event) => {
        if (event.key !== "Enter" && event.key !== " ") return;
        event.preventDefault();
        focus(slot);
      }}
    >
      {grip && (
        <span className={classes.grip} aria-hidden="true">
          ⠿
        </span>
      )}
      <b>{slot}</b>
      {text !== null && (
        <span className={classes.excerpt} dir="auto">
          {excerpt(text.slice(sharedStart, sharedStart + EXCERPTED), 60)}
        </span>
      )}
    </button>
  );
});
