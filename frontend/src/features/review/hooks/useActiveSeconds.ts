/** Seconds of work on what is shown, to ask for when it is sent; a page left open counts nothing. */
import { useCallback, useEffect, useRef } from "react";

import { watchActivity } from "@/lib/activity";

const DAY_S = 86_400;

export function useActiveSeconds(): () => number {
  const total = useRef(0);
  useEffect(() => {
    const { stop } = watchActivity({
      onSecond: () => {
        total.current += 1;
      },
    });
    return stop;
  }, []);
  return useCallback(() => Math.min(DAY_S, total.current), []);
}
