/** Whether the task on the screen is of another kind than the one before it in this tab. */
import { useEffect, useState } from "react";

import type { Assignment, TaskKind } from "@/lib/api-types";

/** So long it is said: a glance up, then it is known. */
const SAID_MS = 8000;

let last: { id: string; kind: TaskKind } | null = null;

export function useKindChange({ id, kind }: Assignment, revising: boolean): boolean {
  const [said, setSaid] = useState(false);
  useEffect(() => {
    // An edit of an old answer is no step of the work.
    if (revising) return undefined;
    const changed = last !== null && last.id !== id && last.kind !== kind;
    if (!changed) {
      last = { id, kind };
      return undefined;
    }
    const timers = [
      setTimeout(() => {
        last = { id, kind };
        setSaid(true);
      }, 0),
      setTimeout(() => {
        setSaid(false);
      }, SAID_MS),
    ];
    return () => {
      timers.forEach(clearTimeout);
    };
  }, [id, kind, revising]);
  return said;
}
