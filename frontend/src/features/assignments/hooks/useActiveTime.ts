/**
 * Seconds of real work: the tab is visible and there was input within the last minute.
 *
 * Also keeps the server's lease alive while somebody is there, so that a forgotten tab
 * gives its task back.
 */
import { useCallback, useEffect, useRef, useState } from "react";

const IDLE_AFTER_MS = 60_000;
const BEAT_EVERY_MS = 60_000;
const ABANDONED_AFTER_MS = 30 * 60_000;
const INPUTS = ["keydown", "pointerdown", "pointermove", "wheel", "scroll"] as const;

interface ActiveTime {
  seconds: number;
  /** The same figure without waiting for a render. */
  read: () => number;
}

interface ActiveTimeOptions {
  initial: number;
  beat: (seconds: number) => void;
  /** Called on the first sign of life after a minute without one. */
  onBack: () => void;
}

export function useActiveTime({ initial, beat, onBack }: ActiveTimeOptions): ActiveTime {
  const [seconds, setSeconds] = useState(initial);
  const total = useRef(initial);
  const lastInput = useRef(0);
  const calls = useRef({ beat, onBack });
  useEffect(() => {
    calls.current = { beat, onBack };
  });

  useEffect(() => {
    lastInput.current = Date.now();
    const idleFor = () => Date.now() - lastInput.current;
    const onInput = () => {
      const back = idleFor() > IDLE_AFTER_MS;
      lastInput.current = Date.now();
      if (back) calls.current.onBack();
    };
    const tick = setInterval(() => {
      if (document.visibilityState !== "visible" || idleFor() > IDLE_AFTER_MS) return;
      total.current += 1;
      setSeconds(total.current);
    }, 1000);
    const heartbeat = setInterval(() => {
      if (idleFor() < ABANDONED_AFTER_MS) calls.current.beat(total.current);
    }, BEAT_EVERY_MS);
    for (const name of INPUTS) {
      window.addEventListener(name, onInput, { passive: true, capture: true });
    }
    return () => {
      clearInterval(tick);
      clearInterval(heartbeat);
      for (const name of INPUTS) window.removeEventListener(name, onInput, { capture: true });
    };
  }, []);

  const read = useCallback(() => total.current, []);
  return { seconds, read };
}
