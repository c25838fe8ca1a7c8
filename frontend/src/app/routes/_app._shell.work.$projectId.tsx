/** Claims the next assignment and goes to it; stays only where there is none. */
import { createFileRoute, redirect } from "@tanstack/react-router";

import { assignmentQuery } from "@/features/assignments/api";
import { NothingToDoPage } from "@/features/assignments/home/components/NothingToDoPage";
import { claimHere } from "@/features/assignments/outbox/claim";
import type { TaskKind } from "@/lib/api-types";
import { isTaskKind } from "@/lib/kinds";
import { meQuery } from "@/lib/me";

interface Search {
  kind?: TaskKind;
  /** An assignment that is worked on elsewhere. */
  not?: string;
}

export const Route = createFileRoute("/_app/_shell/work/$projectId")({
  validateSearch: (search: Record<string, unknown>): Search => ({
    ...(isTaskKind(search.kind) ? { kind: search.kind } : {}),
    ...(typeof search.not === "string" ? { not: search.not } : {}),
  }),
  loaderDeps: ({ search }) => search,
  // Claiming takes a lease, so nothing here may run because a pointer hovered over a link.
  preload: false,
  gcTime: 0,
  loader: async ({ params, deps, context, location }) => {
    const { kind, not } = deps;
    const search = kind === undefined ? {} : { kind };
    const { queryClient } = context;
    const claimed = await claimHere(queryClient, { projectId: params.projectId, kind, not });
    if (claimed === "unreachable") return { reason: claimed };
    if (claimed === "signed-out") {
      queryClient.setQueryData(meQuery.queryKey, null);
      throw redirect({ to: "/login", search: { next: location.href } });
    }
    const { assignment, reason } = claimed;
    if (reason === "must_acknowledge" || reason === "must_pass_quiz") {
      throw redirect({
        to: "/projects/$projectId/guidelines",
        params,
        search: { ...search, work: true },
        replace: true,
      });
    }
    if (assignment === null) return { reason };
    queryClient.setQueryData(assignmentQuery(assignment.id).queryKey, assignment);
    throw redirect({
      to: "/assignments/$assignmentId",
      params: { assignmentId: assignment.id },
      search,
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
