/** Claiming the next task, with regard to what was handed in and is still on its way. */
import type { QueryClient } from "@tanstack/react-query";

import type { Assignment, NextReason } from "@/lib/api-types";
import { ApiError, hasStatus } from "@/lib/errors";
import { meQuery } from "@/lib/me";

import { claimNext } from "../api";
import { excluded, takeAhead, type Queued } from "./ahead";
import { outboxOf } from "./deliver";
import { holdings } from "./holdings";

export interface Claimed {
  assignment: Assignment | null;
  reason: NextReason | null;
}

interface ClaimOptions extends Queued {
  /** An assignment that is worked on elsewhere. */
  not?: string | undefined;
}

/** The next task, or why it cannot even be asked for. */
export async function claimHere(
  client: QueryClient,
  { not, ...queue }: ClaimOptions,
): Promise<Claimed | "unreachable" | "signed-out"> {
  const me = client.getQueryData(meQuery.queryKey);
  const waiting = me ? outboxOf(me.id).snapshot().waiting : [];
  const handedIn = waiting.map(({ assignmentId }) => assignmentId);
  const ids = [...handedIn, ...holdings.elsewhere()];
  const exclude = excluded(not === undefined ? ids : [...ids, not]);
  try {
    const claimed = await claimNext(queue.projectId, {
      exclude,
      ...(queue.kind === undefined ? {} : { kinds: [queue.kind] }),
    });
    // What was handed in must never come back on the screen, or one would answer it twice.
    if (!exclude.includes(claimed.assignment?.id ?? "")) return claimed;
    return { assignment: null, reason: "no_more_tasks" };
  } catch (error) {
    if (hasStatus(error, 401)) return "signed-out";
    if (error instanceof ApiError && error.status < 500) throw error;
    const ahead = takeAhead(client, queue, exclude);
    return ahead === null ? "unreachable" : { assignment: ahead, reason: null };
  }
}
