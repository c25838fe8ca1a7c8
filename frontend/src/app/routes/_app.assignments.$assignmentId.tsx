/** The workspace: one assignment on the whole screen. */
import { useSuspenseQuery } from "@tanstack/react-query";
import { createFileRoute } from "@tanstack/react-router";

import { AppShell } from "@/app/AppShell";
import { assignmentQuery } from "@/features/assignments/api";
import { AssignmentScreen } from "@/features/assignments/components/AssignmentScreen";
import { LostAssignment } from "@/features/assignments/components/LostAssignment";
import { useOpened } from "@/features/assignments/hooks/useOpened";
import type { TaskKind } from "@/lib/api-types";
import { isTaskKind } from "@/lib/kinds";

interface Search {
  kind?: TaskKind;
}

export const Route = createFileRoute("/_app/assignments/$assignmentId")({
  validateSearch: (search: Record<string, unknown>): Search =>
    isTaskKind(search.kind) ? { kind: search.kind } : {},
  // Opening takes the full lease; a hovering pointer must not.
  preload: false,
  loader: ({ params, context }) =>
    context.queryClient.ensureQueryData(assignmentQuery(params.assignmentId)),
  component: Page,
  errorComponent: ({ error }) => (
    <AppShell>
      <LostAssignment error={error} />
    </AppShell>
  ),
});

function Page() {
  const { assignmentId } = Route.useParams();
  const { kind } = Route.useSearch();
  const { data: assignment } = useSuspenseQuery(assignmentQuery(assignmentId));
  useOpened(assignment, kind);
  return <AssignmentScreen key={assignment.id} assignment={assignment} kind={kind} revising={null} />;
}
