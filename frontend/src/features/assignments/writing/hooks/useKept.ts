/** The versions of this task's answer that were not chosen, and what a conflict puts at risk. */
import { useCallback, useEffect, useMemo, useState } from "react";

import { canonical } from "@/lib/canonical";
import { useMe } from "@/lib/me";

import type { DraftContent, DraftHandle } from "../../task/hooks/useDraft";
import { useSaveState } from "../../task/hooks/useSaveState";
import { openKept, type Kept, type KeptVersion } from "../state/kept";

export interface KeptHandle extends Pick<Kept, "add"> {
  /** How many there are besides what is on the screen. */
  count: number;
  list: () => KeptVersion[];
}

const CHANGED = "touchstone:kept";

/** Opens the kept versions of an assignment, for the dialogs that add to them. */
export function useKeeper(assignmentId: string): Kept {
  const { id } = useMe();
  return useMemo(() => {
    const kept = openKept(id, assignmentId);
    const add: Kept["add"] = (content, from) => {
      kept.add(content, from);
      window.dispatchEvent(new Event(CHANGED));
    };
    return { ...kept, add };
  }, [id, assignmentId]);
}

export function useKept(assignmentId: string, draft: DraftHandle, content: DraftContent): KeptHandle {
  const kept = useKeeper(assignmentId);
  const [stored, setStored] = useState<readonly KeptVersion[]>(kept.list);
  useEffect(() => {
    const read = () => {
      setStored(kept.list());
    };
    window.addEventListener(CHANGED, read);
    return () => {
      window.removeEventListener(CHANGED, read);
    };
  }, [kept]);
  const inConflict = useSaveState(draft.saving) === "conflict";
  useEffect(() => {
    // Both windows share one journal, so that the other one may write over this one's entry.
    if (inConflict) kept.hold(content);
  }, [kept, inConflict, content]);
  const body = canonical(content);
  const others = stored.filter((version) => canonical(version.content) !== body);
  return { count: others.length, list: useCallback(() => kept.list(), [kept]), add: kept.add };
}
