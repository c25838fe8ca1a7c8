import { createFileRoute } from "@tanstack/react-router";

import { ScoringPage } from "@/features/qualification/components/ScoringPage";

export const Route = createFileRoute("/_app/_shell/projects/$projectId/_manage/scoring")({
  component: Page,
});

function Page() {
  const { projectId } = Route.useParams();
  return <ScoringPage projectId={projectId} />;
}
