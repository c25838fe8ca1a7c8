/** The workspace once more, for an answer that was already submitted. */
import { useSuspenseQuery } from "@tanstack/react-query";
import { createFileRoute } from "@tanstack/react-router";
import { useMemo } from "react";

import { AssignmentScreen } from "@/features/assignments/AssignmentScreen";
import { judgmentQuery } from "@/features/assignments/api";
import type { TaskKind } from "@/lib/api-types";
import { isTaskKind } from "@/lib/kinds";

interface Search {
  /** The assignment to go back to, and the kind of work that goes on there. */
  back?: string;
  kind?: TaskKind;
}

export const Route = createFileRoute("/_app/judgments/$judgmentId")({
  validateSearch: (search: Record<string, unknown>): Search => ({
    ...(typeof search.back === "string" ? { back: search.back } : {}),
    ...(isTaskKind(search.kind) ? { kind: search.kind } : {}),
  }),
  loader: ({ params, context }) =>
    context.queryClient.ensureQueryData(judgmentQuery(params.judgmentId)),
  component: Page,
});

function Page() {
  const { judgmentId } = Route.useParams();
  const { back, kind } = Route.useSearch();
  const { data } = useSuspenseQuery(judgmentQuery(judgmentId));
  const revising = useMemo(
    () => ({ judgmentId, revision: data.revision, answer: { ...data.answer }, back }),
    [judgmentId, data, back],
  );
  return (
    <AssignmentScreen
      key={judgmentId}
      assignment={data.assignment}
      kind={kind}
      revising={revising}
    />
  );
}
