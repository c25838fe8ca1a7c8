/** One assignment on the screen: its draft, its clock, its end, and the dialogs around it. */
import { useCallback, useState } from "react";

import type { Assignment, TaskKind } from "@/lib/api-types";
import { useMe } from "@/lib/me";

import { useDraft, type DraftHandle, type Revising } from "./useDraft";
import { useReadings } from "./useSessionClock";
import { useWork, type Work } from "./useWork";

export type DialogName = "help" | "guidelines" | "skip" | "conflict" | "about";

export interface Session {
  draft: DraftHandle;
  work: Work;
  singleKeys: boolean;
  dialog: DialogName | null;
  setDialog: (dialog: DialogName | null) => void;
  /** A dialog was opened before: they are on the page, so that they can close smoothly. */
  dialogs: boolean;
  revising: Revising | null;
  submitLabel: string;
}

export interface SessionOptions {
  assignment: Assignment;
  kind: TaskKind | undefined;
  revising: Revising | null;
}

export function useSession({ assignment, kind, revising }: SessionOptions): Session {
  const me = useMe();
  const [dialog, putDialog] = useState<DialogName | null>(null);
  const [dialogs, setDialogs] = useState(false);
  const setDialog = useCallback((next: DialogName | null) => {
    if (next !== null) setDialogs(true);
    putDialog(next);
  }, []);
  const draft = useDraft(me.id, assignment, revising);
  const { readActive, readWall } = useReadings();
  const work = useWork({ assignment, kind, revising, readActive, readWall, draft });
  return {
    draft,
    work,
    singleKeys: me.preferences.single_key_shortcuts,
    dialog,
    setDialog,
    dialogs,
    revising,
    submitLabel: revising === null ? "Submit" : "Save changes",
  };
}
