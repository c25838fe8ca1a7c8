/**
 * Dragging a lettered chip with mouse, pen or finger.
 *
 * Own pointer events, no library: the targets are "a row", "between two rows" and "the
 * tray", nothing scrolls, and the keyboard has its own way. The drag starts after six
 * pixels, so that a tap stays a tap; Escape ends it without a drop.
 */
import { useCallback, useEffect, useRef, useState, type PointerEvent as ReactPointerEvent } from "react";

import type { Target } from "../state/rows";

const START_AFTER_PX = 6;
const EDGE_SHARE = 0.26;
const EDGE_MAX_PX = 9;

export interface Drag {
  slot: string;
  x: number;
  y: number;
  target: Target | null;
}

interface Press {
  slot: string;
  x: number;
  y: number;
  pointer: number;
  element: HTMLElement;
  started: boolean;
}

/** The target under a point: the rims of an occupied row mean "between". */
export function targetOf(element: Element | null, y: number): Target | null {
  if (element?.closest("[data-ladder-tray]")) return { kind: "tray" };
  const row = element?.closest<HTMLElement>("[data-ladder-row]");
  if (!row) return null;
  const index = Number(row.dataset.ladderRow);
  if (row.dataset.occupied !== "true") return { kind: "row", row: index };
  const { top, bottom, height } = row.getBoundingClientRect();
  const edge = Math.min(EDGE_MAX_PX, height * EDGE_SHARE);
  if (y < top + edge) return { kind: "gap", gap: index };
  if (y > bottom - edge) return { kind: "gap", gap: index + 1 };
  return { kind: "row", row: index };
}

interface ChipDrag {
  drag: Drag | null;
  onPointerDown: (event: ReactPointerEvent<HTMLElement>, slot: string) => void;
}

export function useChipDrag(
  onDrop: (slot: string, target: Target) => void,
  onTap: (slot: string) => void,
): ChipDrag {
  const [drag, setDrag] = useState<Drag | null>(null);
  const press = useRef<Press | null>(null);
  const handlers = useRef({ onDrop, onTap });
  useEffect(() => {
    handlers.current = { onDrop, onTap };
  });

  useEffect(() => {
    const stop = () => {
      press.current = null;
      setDrag(null);
    };
    const onMove = (event: PointerEvent) => {
      const held = press.current;
      if (held?.pointer !== event.pointerId) return;
      const moved = Math.hypot(event.clientX - held.x, event.clientY - held.y);
      if (!held.started && moved < START_AFTER_PX) return;
      if (!held.started) held.element.setPointerCapture(held.pointer);
      held.started = true;
      const under = document.elementFromPoint(event.clientX, event.clientY);
      const target = targetOf(under, event.clientY);
      setDrag({ slot: held.slot, x: event.clientX, y: event.clientY, target });
    };
    const onUp = (event: PointerEvent) => {
      const held = press.current;
      if (held?.pointer !== event.pointerId) return;
      stop();
      if (!held.started) return void handlers.current.onTap(held.slot);
      const under = document.elementFromPoint(event.clientX, event.clientY);
      const target = targetOf(under, event.clientY);
      if (target !== null) handlers.current.onDrop(held.slot, target);
    };
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== "Escape" || press.current === null) return;
      event.preventDefault();
      stop();
    };
    window.addEventListener("pointermove", onMove);
    window.addEventListener("pointerup", onUp);
    window.addEventListener("pointercancel", stop);
    window.addEventListener("keydown", onKey, true);
    return () => {
      window.removeEventListener("pointermove", onMove);
      window.removeEventListener("pointerup", onUp);
      window.removeEventListener("pointercancel", stop);
      window.removeEventListener("keydown", onKey, true);
    };
  }, []);

  const onPointerDown = useCallback((event: ReactPointerEvent<HTMLElement>, slot: string) => {
    if (event.button !== 0) return;
    press.current = {
      slot,
      x: event.clientX,
      y: event.clientY,
      pointer: event.pointerId,
      element: event.currentTarget,
      started: false,
    };
  }, []);

  return { drag, onPointerDown };
}
