/**
 * Seconds of real work: the tab is visible and there was input within the last minute.
 *
 * Also keeps the server's lease alive while somebody is there, so that a forgotten tab
 * gives its task back.
 */
import { useCallback, useEffect, useRef, useState } from "react";

import { watchActivity } from "@/lib/activity";

const BEAT_EVERY_MS = 60_000;
const ABANDONED_AFTER_MS = 30 * 60_000;

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
  const calls = useRef({ beat, onBack });
  useEffect(() => {
    calls.current = { beat, onBack };
  });

  useEffect(() => {
    const { idleFor, stop } = watchActivity({
      onSecond: () => {
        total.current += 1;
        setSeconds(total.current);
      },
      onBack: () => {
        calls.current.onBack();
      },
    });
    const heartbeat = setInterval(() => {
      if (idleFor() < ABANDONED_AFTER_MS) calls.current.beat(total.current);
    }, BEAT_EVERY_MS);
    return () => {
      stop();
      clearInterval(heartbeat);
    };
  }, []);

  const read = useCallback(() => total.current, []);
  return { seconds, read };
}
