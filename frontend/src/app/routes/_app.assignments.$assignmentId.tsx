/** The workspace: one assignment on the whole screen. */
import { useSuspenseQuery } from "@tanstack/react-query";
import { createFileRoute, redirect } from "@tanstack/react-router";
import { Activity, memo } from "react";

import { AppShell } from "@/app/AppShell";
import { AssignmentScreen } from "@/features/assignments/AssignmentScreen";
import { assignmentQuery } from "@/features/assignments/api";
import { outboxOf } from "@/features/assignments/outbox/deliver";
import { LostAssignment } from "@/features/assignments/task/components/LostAssignment";
import { OneTab } from "@/features/assignments/task/components/OneTab";
import { useNext } from "@/features/assignments/task/hooks/useNext";
import { useOpened } from "@/features/assignments/task/hooks/useOpened";
import type { Assignment, TaskKind } from "@/lib/api-types";
import { isTaskKind } from "@/lib/kinds";
import { meQuery } from "@/lib/me";

interface Search {
  kind?: TaskKind;
}

export const Route = createFileRoute("/_app/assignments/$assignmentId")({
  validateSearch: (search: Record<string, unknown>): Search =>
    isTaskKind(search.kind) ? { kind: search.kind } : {},
  // Opening takes the full lease; a hovering pointer must not.
  preload: false,
  loader: ({ params, context }) => {
    const me = context.queryClient.getQueryData(meQuery.queryKey);
    const waiting = me ? outboxOf(me.id).find(params.assignmentId) : null;
    if (waiting !== null && waiting.action !== "revise") {
      // Handed in and on its way: the next one, not this one again.
      const { projectId } = waiting;
      throw redirect({ to: "/work/$projectId", params: { projectId }, replace: true });
    }
    return context.queryClient.ensureQueryData(assignmentQuery(params.assignmentId));
  },
  component: Page,
  errorComponent: Lost,
});

function Lost({ error }: { error: unknown }) {
  const { assignmentId } = Route.useParams();
  return (
    <AppShell>
      <LostAssignment error={error} assignmentId={assignmentId} />
    </AppShell>
  );
}

function Page() {
  const { assignmentId } = Route.useParams();
  const { kind } = Route.useSearch();
  const { data: assignment } = useSuspenseQuery(assignmentQuery(assignmentId));
  useOpened(assignment, kind);
  const next = useNext(assignment, kind);
  return [assignment, ...next].map((task) => (
    <Activity key={task.id} mode={task === assignment ? "visible" : "hidden"}>
      <Stage assignment={task} kind={kind} />
    </Activity>
  ));
}

interface StageProps {
  assignment: Assignment;
  kind: TaskKind | undefined;
}

/**
 * One task. The next one is drawn out of sight while nobody waits, and is only uncovered when its
 * turn comes: without effects until then, so that no clock runs and nothing of it is saved.
 */
const Stage = memo(function Stage({ assignment, kind }: StageProps) {
  return (
    <OneTab assignment={assignment} kind={kind}>
      <AssignmentScreen assignment={assignment} kind={kind} revising={null} />
    </OneTab>
  );
});
