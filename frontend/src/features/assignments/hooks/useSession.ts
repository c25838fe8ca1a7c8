/** One assignment on the screen: its draft, its clock, its end, and the dialogs around it. */
import { useCallback, useState } from "react";

import type { Assignment, TaskKind } from "@/lib/api-types";
import { useMe } from "@/lib/me";

import { sendHeartbeat } from "../api";
import { useActiveTime } from "./useActiveTime";
import { useDraft, type DraftHandle, type Revising } from "./useDraft";
import { useWork, type Work } from "./useWork";

export type DialogName = "help" | "guidelines" | "skip" | "conflict" | "about";

export interface Session {
  draft: DraftHandle;
  activeSeconds: number;
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
  const beat = useCallback(
    (seconds: number) => {
      if (revising !== null) return;
      // A missed beat is made good by the next one, and the draft sign tells about the network.
      sendHeartbeat(assignment.id, seconds).catch(() => undefined);
    },
    [assignment.id, revising],
  );
  const time = useActiveTime(revising === null ? assignment.active_seconds : 0, beat);
  const work = useWork({
    assignment,
    kind,
    revising,
    activeSeconds: time.read,
    onDone: draft.finish,
  });
  return {
    draft,
    activeSeconds: time.seconds,
    work,
    singleKeys: me.preferences.single_key_shortcuts,
    dialog,
    setDialog,
    dialogs,
    revising,
    submitLabel: revising === null ? "Submit" : "Save changes",
  };
}
