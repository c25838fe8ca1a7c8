/** A reviewer's edit of a demonstration: kept in this browser at each key until it is decided. */
import { useState } from "react";

import { openJournal } from "@/lib/journal";
import { useMe } from "@/lib/me";

interface Edit {
  texts: string[];
  reason: string;
}

export interface KeptEdit extends Edit {
  change: (part: Partial<Edit>) => void;
  forget: () => void;
}

/** Names the demonstration, the same on every page that edits it and for each of its revisions. */
export const editName = (taskId: string, authorId: string): string => `edit:${taskId}:${authorId}`;

export function useKeptEdit(name: string, before: readonly string[]): KeptEdit {
  const me = useMe();
  const [journal] = useState(() => openJournal<Edit>(me.id, name));
  const [edit, setEdit] = useState<Edit>(() => {
    const found = journal.read()?.content;
    // Another number of turns is another answer.
    return found?.texts.length === before.length ? found : { texts: [...before], reason: "" };
  });
  return {
    ...edit,
    change: (part) => {
      const next = { ...edit, ...part };
      journal.write(next, 0);
      setEdit(next);
    },
    forget: () => {
      journal.clear();
    },
  };
}

/** It is decided, or given up: what was kept is no longer wanted. */
export function forgetEdit(userId: string, name: string): void {
  openJournal(userId, name).clear();
}
