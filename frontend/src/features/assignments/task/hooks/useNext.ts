import { useQuery } from "@tanstack/react-query";

import type { Assignment, TaskKind } from "@/lib/api-types";

import { aheadQuery } from "../../outbox/ahead";

/**
 * The task that will follow, to be drawn before it is asked for; none or one.
 *
 * One that was on the screen before has a draft that may still be on its way: it is drawn when
 * its turn comes, from what is saved by then.
 */
export function useNext({ id, project }: Assignment, kind: TaskKind | undefined): Assignment[] {
  const { data: next } = useQuery(aheadQuery({ projectId: project.id, kind }));
  return next && next.id !== id && !next.opened ? [next] : [];
}
