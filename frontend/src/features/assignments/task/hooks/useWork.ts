/**
 * The end of one assignment and the way to the next: submit, skip, fetch ahead, go on.
 *
 * What is handed in goes into the outbox, which keeps it in this browser and sends it; the next
 * task is on the screen at once, whatever the network does. Only where the browser keeps nothing
 * does the screen wait for the server.
 */
import { notifications } from "@mantine/notifications";
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useCallback, useEffect, useRef, useState } from "react";

import type { Answer, Assignment, SkipReason, SubmitRequest, TaskKind } from "@/lib/api-types";
import { canonical } from "@/lib/canonical";
import { messageOf } from "@/lib/errors";
import { randomId } from "@/lib/ids";

import { assignmentQuery, INTERFACE_VERSION, queueQuery } from "../../api";
import { fetchAhead, idsAhead, takeAhead } from "../../outbox/ahead";
import { deliver, TAB } from "../../outbox/deliver";
import { holdings } from "../../outbox/holdings";
import type { Outbox } from "../../outbox/outbox";
import { entryId, type Outgoing } from "../../outbox/store";
import { HANDED_IN, NOTHING_CHANGED } from "../strings";
import { announce } from "./announce";
import type { DraftHandle, Revising } from "./useDraft";
import { useOutbox } from "./useOutbox";

const FETCH_AHEAD_AFTER_MS = 1200;

export interface Work {
  busy: boolean;
  submit: (answer: Answer) => Promise<void>;
  skip: (reason: SkipReason, note: string) => Promise<void>;
}

interface Times {
  readActive: () => number;
  readWall: () => number;
}

interface WorkOptions extends Times {
  assignment: Assignment;
  /** Only tasks of this kind come next. */
  kind: TaskKind | undefined;
  revising: Revising | null;
  draft: DraftHandle;
}

/** A body that is built once for an answer and kept for every further try. */
function useSubmission({ readActive, readWall }: Times): (answer: Answer) => SubmitRequest {
  const last = useRef<SubmitRequest | null>(null);
  return useCallback(
    (answer) => {
      if (last.current !== null && canonical(last.current.answer) === canonical(answer)) {
        return last.current;
      }
      last.current = {
        submission_id: randomId(),
        answer,
        active_seconds: readActive(),
        wall_seconds: readWall(),
        occurred_at: new Date().toISOString(),
        interface_version: INTERFACE_VERSION,
      };
      return last.current;
    },
    [readActive, readWall],
  );
}

/** What is not to be claimed or shown again: handed in, on the screen, or in another tab. */
function taken(outbox: Outbox, id: string): string[] {
  const waiting = outbox.snapshot().waiting.map(({ assignmentId }) => assignmentId);
  return [...waiting, id, ...holdings.elsewhere()];
}

function useFetchAhead(assignment: Assignment, kind: TaskKind | undefined, wanted: boolean): void {
  const client = useQueryClient();
  const { outbox, link } = useOutbox();
  const { id, project } = assignment;
  const up = link === "up";
  useEffect(() => {
    const queue = { projectId: project.id, kind };
    const hold = (onScreen: readonly string[]) => {
      holdings.hold([...onScreen, ...idsAhead(client, queue)]);
    };
    hold([id]);
    const letGo = () => {
      hold([]);
    };
    if (!wanted || !up) return letGo;
    const timer = setTimeout(() => {
      // Without it the next task is claimed when it is asked for; the draft's sign tells why.
      fetchAhead(client, queue, () => taken(outbox, id), () => {
        hold([id]);
      }).catch(() => undefined);
    }, FETCH_AHEAD_AFTER_MS);
    return () => {
      clearTimeout(timer);
      letGo();
    };
  }, [client, outbox, id, project.id, kind, wanted, up]);
}

/** Goes to the task fetched ahead, or to the page that claims one. */
function useAdvance(assignment: Assignment, kind: TaskKind | undefined): () => Promise<void> {
  const client = useQueryClient();
  const navigate = useNavigate();
  const { outbox } = useOutbox();
  const { id, project } = assignment;
  return useCallback(async () => {
    const search = kind === undefined ? {} : { kind };
    const next = takeAhead(client, { projectId: project.id, kind }, taken(outbox, id));
    if (next === null) {
      const params = { projectId: project.id };
      await navigate({ to: "/work/$projectId", params, search, replace: true });
      return;
    }
    client.setQueryData(assignmentQuery(next.id).queryKey, next);
    const params = { assignmentId: next.id };
    await navigate({ to: "/assignments/$assignmentId", params, search, replace: true });
  }, [client, navigate, outbox, id, project.id, kind]);
}

export function useWork(options: WorkOptions): Work {
  const { assignment, kind, revising, readActive, readWall, draft } = options;
  const [busy, setBusy] = useState(false);
  // Of two keys before a render the second must find it too; a draw of what is left would cost.
  const leaving = useRef(false);
  const bodyFor = useSubmission({ readActive, readWall });
  const client = useQueryClient();
  const navigate = useNavigate();
  const { outbox } = useOutbox();
  const advance = useAdvance(assignment, kind);
  useFetchAhead(assignment, kind, revising === null);

  const leave = async (): Promise<void> => {
    if (revising === null) return advance();
    if (revising.back === undefined) return navigate({ to: "/history" });
    const params = { assignmentId: revising.back };
    await navigate({ to: "/assignments/$assignmentId", params, search: kind === undefined ? {} : { kind } });
  };

  /** Where the browser keeps nothing: waits for the server with the work still on the screen. */
  const sendNow = async (entry: Outgoing): Promise<boolean> => {
    setBusy(true);
    try {
      await deliver(entry);
      announce({ message: HANDED_IN[entry.action], waits: false, back: null });
      void client.invalidateQueries({ queryKey: queueQuery(entry.projectId).queryKey });
      return true;
    } catch (error) {
      notifications.show({ title: "Not sent", message: messageOf(error), color: "red", autoClose: 9000 });
      return false;
    } finally {
      setBusy(false);
    }
  };

  const handIn = async (entry: Outgoing): Promise<void> => {
    if (leaving.current) return;
    leaving.current = true;
    try {
      if (!outbox.add(entry) && !(await sendNow(entry))) return;
      draft.hand();
      await leave();
    } finally {
      leaving.current = false;
    }
  };

  const common = () => ({
    id: entryId(),
    projectId: assignment.project.id,
    assignmentId: assignment.id,
    kind: assignment.kind,
    journal: draft.journal,
    tab: TAB,
  });

  const submit = (answer: Answer) => {
    const body = bodyFor(answer);
    if (revising === null) return handIn({ ...common(), action: "submit", body });
    if (draft.saving.snapshot() === "clean") {
      announce({ message: NOTHING_CHANGED, waits: false, back: null });
      return leave();
    }
    return handIn({ ...common(), action: "revise", judgmentId: revising.judgmentId, body });
  };

  const skip = (reason: SkipReason, note: string) => {
    const trimmed = note.trim();
    const body = {
      reason,
      active_seconds: readActive(),
      wall_seconds: readWall(),
      ...(trimmed === "" ? {} : { note: trimmed }),
    };
    return handIn({ ...common(), action: "skip", body });
  };

  return { busy, submit, skip };
}
