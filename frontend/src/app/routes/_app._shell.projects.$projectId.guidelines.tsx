import { createFileRoute } from "@tanstack/react-router";

import { GuidelinesPage } from "@/features/guidelines/components/GuidelinesPage";
import type { TaskKind } from "@/lib/api-types";
import { isTaskKind } from "@/lib/kinds";

interface Search {
  /** The work that was asked for and waits behind the acknowledgment. */
  kind?: TaskKind;
  work?: boolean;
}

export const Route = createFileRoute("/_app/_shell/projects/$projectId/guidelines")({
  validateSearch: (search: Record<string, unknown>): Search => ({
    ...(isTaskKind(search.kind) ? { kind: search.kind } : {}),
    ...(search.work === true ? { work: true } : {}),
  }),
  component: Page,
});

function Page() {
  const { projectId } = Route.useParams();
  const { kind, work } = Route.useSearch();
  return <GuidelinesPage projectId={projectId} kind={kind} goOn={work === true} />;
}
