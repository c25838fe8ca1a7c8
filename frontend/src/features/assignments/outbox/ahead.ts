/**
 * The tasks fetched ahead, so that the next one is there before it is asked for.
 *
 * They are held under a short lease and checked again when they are opened. Kept in the query
 * cache, since they are server state, under a key per project and kind.
 */
import { queryOptions, skipToken, type QueryClient } from "@tanstack/react-query";

import type { Assignment, TaskKind } from "@/lib/api-types";

import { claimNext } from "../api";

/** With two, one may go to somebody else, or the network may go, and there is still a next. */
export const WANTED_AHEAD = 2;

export interface Queued {
  projectId: string;
  /** Only tasks of this kind, where one was chosen. */
  kind: TaskKind | undefined;
}

const keyOf = ({ projectId, kind }: Queued) => ["ahead", projectId, kind ?? "any"] as const;

function read(client: QueryClient, queue: Queued): Assignment[] {
  return client.getQueryData<Assignment[]>(keyOf(queue)) ?? [];
}

function write(client: QueryClient, queue: Queued, ahead: Assignment[]): void {
  client.setQueryDefaults(keyOf(queue), { gcTime: Infinity });
  client.setQueryData(keyOf(queue), ahead);
}

/** The next one of the list, for whoever draws it before it is asked for. */
export const aheadQuery = (queue: Queued) =>
  queryOptions<Assignment[], Error, Assignment | null>({
    queryKey: keyOf(queue),
    queryFn: skipToken,
    gcTime: Infinity,
    select: ([next = null]) => next,
  });

/** Which assignments are fetched ahead. */
export function idsAhead(client: QueryClient, queue: Queued): string[] {
  return read(client, queue).map(({ id }) => id);
}

/** Takes the next one off the list; null where none was fetched. */
export function takeAhead(
  client: QueryClient,
  queue: Queued,
  not: readonly string[],
): Assignment | null {
  const [next, ...rest] = read(client, queue).filter(({ id }) => !not.includes(id));
  write(client, queue, rest);
  return next ?? null;
}

/** Puts a task back that was on the screen, as the next one. */
export function putAhead(client: QueryClient, queue: Queued, assignment: Assignment): void {
  write(client, queue, [assignment, ...read(client, queue).filter(({ id }) => id !== assignment.id)]);
}

/** Fetches until enough are there, or there are no more. `not` are held or were handed in. */
export async function fetchAhead(
  client: QueryClient,
  queue: Queued,
  not: () => readonly string[],
  onFetched: () => void = () => undefined,
): Promise<void> {
  const { projectId, kind } = queue;
  while (read(client, queue).length < WANTED_AHEAD) {
    const held = idsAhead(client, queue);
    const { assignment } = await claimNext(projectId, {
      prefetch: true,
      exclude: excluded([...not(), ...held]),
      ...(kind === undefined ? {} : { kinds: [kind] }),
    });
    // Handed in or put on the screen while the answer was under way: the next screen asks again.
    if (assignment === null || [...not(), ...held].includes(assignment.id)) return;
    write(client, queue, [...read(client, queue), assignment]);
    onFetched();
  }
}

/** The server takes so many; more than that nobody can hold. */
export function excluded(ids: readonly string[]): string[] {
  return [...new Set(ids)].slice(-50);
}
