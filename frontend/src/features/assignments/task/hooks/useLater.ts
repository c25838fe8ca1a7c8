import { useEffect } from "react";

const QUIET_MS = 1500;

/**
 * Loads chunks once the page is quiet, so that they are there when the network is not.
 *
 * @param loads A list that stays the same from render to render.
 */
export function useLater(loads: readonly (() => Promise<unknown>)[]): void {
  useEffect(() => {
    const timer = setTimeout(() => {
      // A chunk that fails now is asked for again where it is needed.
      for (const load of loads) load().catch(() => undefined);
    }, QUIET_MS);
    return () => {
      clearTimeout(timer);
    };
  }, [loads]);
}
