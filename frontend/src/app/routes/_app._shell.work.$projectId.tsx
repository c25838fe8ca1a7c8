/** Claims the next assignment and goes to it; stays only where there is none. */
import { createFileRoute, redirect } from "@tanstack/react-router";

import { assignmentQuery, claimNext } from "@/features/assignments/api";
import { NothingToDoPage } from "@/features/assignments/components/NothingToDoPage";
import type { TaskKind } from "@/lib/api-types";
import { isTaskKind } from "@/lib/kinds";

interface Search {
  kind?: TaskKind;
}

export const Route = createFileRoute("/_app/_shell/work/$projectId")({
  validateSearch: (search: Record<string, unknown>): Search =>
    isTaskKind(search.kind) ? { kind: search.kind } : {},
  loaderDeps: ({ search }) => search,
  // Claiming takes a lease, so nothing here may run because a pointer hovered over a link.
  preload: false,
  gcTime: 0,
  loader: async ({ params, deps, context }) => {
    const { kind } = deps;
    const body = kind === undefined ? {} : { kinds: [kind] };
    const { assignment, reason } = await claimNext(params.projectId, body);
    if (reason === "must_acknowledge") {
      throw redirect({
        to: "/projects/$projectId/guidelines",
        params,
        search: { ...deps, work: true },
        replace: true,
      });
    }
    if (assignment === null) return { reason };
    context.queryClient.setQueryData(assignmentQuery(assignment.id).queryKey, assignment);
    throw redirect({
      to: "/assignments/$assignmentId",
      params: { assignmentId: assignment.id },
      search: deps,
      replace: true,
    });
  },
  component: Page,
});

function Page() {
  const { projectId } = Route.useParams();
  const { kind } = Route.useSearch();
  const { reason } = Route.useLoaderData();
  return <NothingToDoPage projectId={projectId} kind={kind} reason={reason} />;
}
