/**
 * The end of one assignment and the way to the next: submit, skip, prefetch, go on.
 *
 * A submit that got no answer is sent again with the same id and the very same body, so
 * that it can never count twice.
 */
import { notifications } from "@mantine/notifications";
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useCallback, useEffect, useRef, useState } from "react";

import type {
  Answer,
  Assignment,
  NextAssignment,
  SkipReason,
  SubmitRequest,
  TaskKind,
} from "@/lib/api-types";
import { canonical } from "@/lib/canonical";
import { hasCode, messageOf } from "@/lib/errors";
import { randomId } from "@/lib/ids";

import {
  assignmentQuery,
  claimNext,
  historyQuery,
  INTERFACE_VERSION,
  queueQuery,
  reviseJudgment,
  skipAssignment,
  submitAnswer,
} from "../api";
import type { Revising } from "./useDraft";

const PREFETCH_AFTER_MS = 1200;

export interface Work {
  busy: boolean;
  submit: (answer: Answer) => Promise<void>;
  skip: (reason: SkipReason, note: string) => Promise<void>;
}

interface WorkOptions {
  assignment: Assignment;
  /** Only tasks of this kind come next. */
  kind: TaskKind | undefined;
  revising: Revising | null;
  activeSeconds: () => number;
  /** The server has the last word now: the draft is forgotten. */
  onDone: () => void;
}

const prefetchedKey = (projectId: string, kind: TaskKind | undefined) =>
  ["prefetched", projectId, kind ?? "any"] as const;

/** A body that is built once for an answer and kept for every further try. */
export function useSubmission(activeSeconds: () => number): (answer: Answer) => SubmitRequest {
  const opened = useRef(0);
  const last = useRef<SubmitRequest | null>(null);
  useEffect(() => {
    opened.current = Date.now();
  }, []);
  return useCallback(
    (answer) => {
      if (last.current !== null && canonical(last.current.answer) === canonical(answer)) {
        return last.current;
      }
      last.current = {
        submission_id: randomId(),
        answer,
        active_seconds: activeSeconds(),
        wall_seconds: Math.round((Date.now() - opened.current) / 1000),
        occurred_at: new Date().toISOString(),
        interface_version: INTERFACE_VERSION,
      };
      return last.current;
    },
    [activeSeconds],
  );
}

function usePrefetch(assignment: Assignment, kind: TaskKind | undefined, wanted: boolean): void {
  const queryClient = useQueryClient();
  const { id, project } = assignment;
  useEffect(() => {
    if (!wanted) return undefined;
    const timer = setTimeout(() => {
      void queryClient.prefetchQuery({
        queryKey: [...prefetchedKey(project.id, kind), id],
        staleTime: Infinity,
        retry: false,
        queryFn: () =>
          claimNext(project.id, {
            prefetch: true,
            exclude: [id],
            ...(kind === undefined ? {} : { kinds: [kind] }),
          }),
      });
    }, PREFETCH_AFTER_MS);
    return () => {
      clearTimeout(timer);
    };
  }, [queryClient, id, project.id, kind, wanted]);
}

/** Goes to the prefetched assignment, or to the page that claims one. */
function useAdvance(assignment: Assignment, kind: TaskKind | undefined): () => Promise<void> {
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const { id, project } = assignment;
  return useCallback(async () => {
    const key = [...prefetchedKey(project.id, kind), id];
    const next = queryClient.getQueryData<NextAssignment>(key)?.assignment ?? null;
    const search = kind === undefined ? {} : { kind };
    void queryClient.invalidateQueries({ queryKey: queueQuery(project.id).queryKey });
    if (next === null) {
      await navigate({ to: "/work/$projectId", params: { projectId: project.id }, search, replace: true });
      return;
    }
    queryClient.setQueryData(assignmentQuery(next.id).queryKey, next);
    await navigate({
      to: "/assignments/$assignmentId",
      params: { assignmentId: next.id },
      search,
      replace: true,
    });
  }, [queryClient, navigate, id, project.id, kind]);
}

export function useWork(options: WorkOptions): Work {
  const { assignment, kind, revising, activeSeconds, onDone } = options;
  const [busy, setBusy] = useState(false);
  const bodyFor = useSubmission(activeSeconds);
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const advance = useAdvance(assignment, kind);
  usePrefetch(assignment, kind, revising === null);

  const leave = async (): Promise<void> => {
    if (revising === null) return advance();
    await queryClient.invalidateQueries({ queryKey: historyQuery(assignment.project.id).queryKey });
    await navigate({ to: "/history" });
  };

  const end = async (send: () => Promise<string>): Promise<void> => {
    if (busy) return;
    setBusy(true);
    try {
      const message = await send();
      onDone();
      notifications.show({ message, color: "green" });
      await leave();
    } catch (error) {
      notifications.show({ title: "Not sent", message: messageOf(error), color: "red", autoClose: 9000 });
    } finally {
      setBusy(false);
    }
  };

  const submit = (answer: Answer) =>
    end(async () => {
      if (revising !== null) {
        await reviseJudgment(revising.judgmentId, bodyFor(answer));
        return "Saved. Your earlier answer stays in the record, this one counts.";
      }
      try {
        const { surplus } = await submitAnswer(assignment.id, bodyFor(answer));
        return surplus
          ? "Kept. Others had already completed this task meanwhile."
          : "Submitted. You can edit it from History.";
      } catch (error) {
        if (hasCode(error, "already_submitted")) return "You had already submitted this one.";
        throw error;
      }
    });

  const skip = (reason: SkipReason, note: string) =>
    end(async () => {
      const trimmed = note.trim();
      await skipAssignment(assignment.id, { reason, ...(trimmed === "" ? {} : { note: trimmed }) });
      return "Skipped.";
    });

  return { busy, submit, skip };
}
