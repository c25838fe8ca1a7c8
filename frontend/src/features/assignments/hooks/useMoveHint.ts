/**
 * Tells once that J goes on to the next answer: after the first rank, until it was pressed.
 *
 * Who has moved by key in this browser knows it, and never reads it again.
 */
import { useCallback, useState } from "react";

import { rowOf } from "../state/rows";
import type { Bench } from "./useBench";
import type { Layout } from "./useLayout";

const KNOWN = "touchstone:knows:next";
/** There are no keys, and none is shown on any control. */
const TOUCH = "(hover: none) and (pointer: coarse)";

function isKnown(): boolean {
  if (window.matchMedia(TOUCH).matches) return true;
  try {
    return localStorage.getItem(KNOWN) !== null;
  } catch {
    // A browser that keeps nothing would tell it at each task.
    return true;
  }
}

interface MoveHint {
  shown: boolean;
  learn: () => void;
}

export function useMoveHint(bench: Bench, layout: Layout): MoveHint {
  const [known, setKnown] = useState(isKnown);
  const learn = useCallback(() => {
    setKnown(true);
    try {
      localStorage.setItem(KNOWN, "1");
    } catch {
      // As above.
    }
  }, []);
  const { content, focused, missing, pair } = bench;
  const isRanked = rowOf(content.rows, focused) !== -1;
  const goesOn = isRanked && missing.unranked.length > 0;
  return { shown: !known && !pair && layout !== "phone" && goesOn, learn };
}
