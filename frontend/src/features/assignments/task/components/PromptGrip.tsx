/** The rim of the prompt: drawn with a pointer or moved by arrow keys, it gives the prompt its room. */
import { useEffect, useRef, useState, type KeyboardEvent, type PointerEvent } from "react";

import { applySize, keepSize, type Side } from "../state/prompt-size";
import classes from "./PromptGrip.module.css";

interface PromptGripProps {
  /** Beside the answers its width is drawn, above them its height. */
  side: Side;
  /** What the answers, and what is beside them, need at least. */
  others: number;
}

const STEP = 32;
const LEAST: Record<Side, number> = { width: 260, height: 90 };
const SAID: Record<Side, string> = { width: "Width of the prompt", height: "Height of the prompt" };

/** What a key makes of a size; undefined: the key is not the rim's. */
const MOVES: Record<string, (now: number, least: number, most: number) => number | null> = {
  ArrowRight: (now) => now + STEP,
  ArrowDown: (now) => now + STEP,
  ArrowLeft: (now) => now - STEP,
  ArrowUp: (now) => now - STEP,
  Home: (_, least) => least,
  End: (_, __, most) => most,
  Enter: () => null,
};

export function PromptGrip({ side, others }: PromptGripProps) {
  const grip = useRef<HTMLDivElement>(null);
  const [now, setNow] = useState(0);
  const least = LEAST[side];
  const most = Math.max(least, (side === "width" ? window.innerWidth : window.innerHeight) - others);
  const within = (size: number) => Math.min(most, Math.max(least, size));
  const measure = () => {
    const box = grip.current?.parentElement?.getBoundingClientRect();
    return box === undefined ? 0 : Math.round(box[side]);
  };
  useEffect(() => {
    const pane = grip.current?.parentElement;
    if (pane == null || typeof ResizeObserver === "undefined") return undefined;
    const observer = new ResizeObserver(() => {
      setNow(Math.round(pane.getBoundingClientRect()[side]));
    });
    observer.observe(pane);
    return () => {
      observer.disconnect();
    };
  }, [side]);
  const put = (size: number | null) => {
    keepSize(side, size === null ? null : within(size));
  };
  const drawn = (event: PointerEvent) => {
    const box = grip.current?.parentElement?.getBoundingClientRect();
    if (box === undefined) return null;
    return within(side === "width" ? event.clientX - box.left : event.clientY - box.top);
  };
  const start = useRef(0);
  const onKeyDown = (event: KeyboardEvent) => {
    const move = MOVES[event.key];
    if (move === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    // The same keys step through the answers and submit, where the rim is not in focus.
    event.preventDefault();
    put(move(measure(), least, most));
  };
  return (
    // A separator that can be moved is a control, whatever the rule says.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <div
      ref={grip}
      className={classes.grip}
      data-side={side}
      role="separator"
      // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
      aria-label={SAID[side]}
      aria-orientation={side === "width" ? "vertical" : "horizontal"}
      aria-valuemin={least}
      aria-valuemax={most}
      aria-valuenow={within(now)}
      title="Draw, or move by arrow keys; a double click or Enter: as it was"
      onKeyDown={onKeyDown}
      onDoubleClick={() => {
        put(null);
      }}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        start.current = measure();
        event.currentTarget.setPointerCapture(event.pointerId);
      }}
      onPointerMove={(event) => {
        const size = event.currentTarget.hasPointerCapture(event.pointerId) ? drawn(event) : null;
        if (size !== null) applySize(side, size);
      }}
      onPointerUp={(event) => {
        // A click alone draws nothing; the first half of a double click is one.
        if (event.currentTarget.hasPointerCapture(event.pointerId) && measure() !== start.current) put(drawn(event));
      }}
    />
  );
}
