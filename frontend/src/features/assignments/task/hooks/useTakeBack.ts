/**
 * A submit can always be taken back: before it is sent out of the outbox, and after that as the
 * judgment that it has become. Either way its screen is there again, with all that was said. A skip
 * that was sent is taken back while nobody else has the task.
 */
import { notifications } from "@mantine/notifications";
import { QueryObserver, useQueryClient, type QueryClient } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { useCallback } from "react";

import type { TaskKind } from "@/lib/api-types";
import { messageOf } from "@/lib/errors";
import { isTaskKind } from "@/lib/kinds";
import { useMe } from "@/lib/me";

import { assignmentQuery, judgmentQuery, skipsQuery, unskipAssignment } from "../../api";
import { putAhead } from "../../outbox/ahead";
import { outboxOf } from "../../outbox/deliver";
import type { Outbox } from "../../outbox/outbox";
import type { Outgoing } from "../../outbox/store";
import { SENT_MEANWHILE, TAKING_BACK } from "../strings";

/**
 * Keeps what an unsent answer belongs to in memory, so that it opens again without a network.
 *
 * @returns What lets go of it.
 */
export function holdOpenable(client: QueryClient, entry: Outgoing): () => void {
  const { queryKey } =
    entry.action === "revise" ? judgmentQuery(entry.judgmentId) : assignmentQuery(entry.assignmentId);
  if (client.getQueryData(queryKey) === undefined) return () => undefined;
  return new QueryObserver<unknown>(client, { queryKey, enabled: false }).subscribe(() => undefined);
}

const TAKING = "taking-back";
/** A try to send that hangs on a dead connection is waited for, so that nothing is sent and taken back. */
const PATIENCE_MS = 500;

/** The entry out of the outbox; or the judgment that it became while it was asked for. */
async function takeOut(outbox: Outbox, entry: Outgoing): Promise<{ back: boolean; judgmentId: string | null }> {
  let judgmentId: string | null = null;
  const stop = outbox.onOutcome((outcome) => {
    if (outcome.type === "sent" && outcome.entry.id === entry.id) judgmentId = outcome.sent.judgmentId;
  });
  const slow = setTimeout(() => {
    notifications.show({ id: TAKING, message: TAKING_BACK, loading: true, autoClose: false });
  }, PATIENCE_MS);
  const back = (await outbox.takeBack(entry.id)) !== null;
  clearTimeout(slow);
  notifications.hide(TAKING);
  stop();
  return { back, judgmentId };
}

type Task = Pick<Outgoing, "assignmentId" | "projectId" | "kind">;

export interface TakeBack {
  unsent: (entry: Outgoing) => Promise<void>;
  sent: (judgmentId: string) => Promise<void>;
  skipped: (task: Task) => Promise<void>;
}

export function useTakeBack(): TakeBack {
  const { id: userId } = useMe();
  const client = useQueryClient();
  const router = useRouter();
  const sent = useCallback(
    async (judgmentId: string) => {
      const { here, kind } = placeOf(router);
      await router.navigate({
        to: "/judgments/$judgmentId",
        params: { judgmentId },
        search: here === undefined ? {} : { back: here, ...kind },
      });
    },
    [router],
  );
  const show = useCallback(
    async ({ assignmentId, projectId, kind: its }: Task) => {
      const { here, kind: onScreen } = placeOf(router);
      // From the queue it goes on with its own kind, as after "Continue".
      const kind = here === undefined ? { kind: its } : onScreen;
      await router.navigate({ to: "/assignments/$assignmentId", params: { assignmentId }, search: kind });
      // The task that was on the screen comes right after, also without a network.
      const waiting = here === undefined ? undefined : client.getQueryData(assignmentQuery(here).queryKey);
      if (waiting !== undefined && waiting.project.id === projectId) {
        putAhead(client, { projectId, kind: kind.kind }, waiting);
      }
    },
    [client, router],
  );
  const skipped = useCallback(
    async (task: Task) => {
      try {
        const assignment = await unskipAssignment(task.assignmentId);
        client.setQueryData(assignmentQuery(assignment.id).queryKey, assignment);
      } catch (error) {
        notifications.show({ message: messageOf(error), color: "red", autoClose: 9000 });
        return;
      } finally {
        void client.invalidateQueries({ queryKey: skipsQuery(task.projectId).queryKey });
      }
      await show(task);
    },
    [client, show],
  );
  const unsent = useCallback(
    async (entry: Outgoing) => {
      const { back, judgmentId } = await takeOut(outboxOf(userId), entry);
      if (!back) {
        if (entry.action === "skip") await skipped(entry);
        else if (judgmentId === null) notifications.show({ message: SENT_MEANWHILE });
        else await sent(judgmentId);
        return;
      }
      if (entry.action === "revise") return sent(entry.judgmentId);
      await show(entry);
    },
    [userId, sent, skipped, show],
  );
  return { unsent, sent, skipped };
}

/** The assignment on the screen, and the kind of work that is gone on with. */
function placeOf(router: ReturnType<typeof useRouter>): { here: string | undefined; kind: { kind?: TaskKind } } {
  const { pathname } = router.state.location;
  const search = router.state.location.search as Record<string, unknown>;
  const here = /^\/assignments\/([^/]+)/.exec(pathname)?.[1];
  return { here, kind: isTaskKind(search.kind) ? { kind: search.kind } : {} };
}
