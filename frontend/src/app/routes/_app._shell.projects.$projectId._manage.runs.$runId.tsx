import { createFileRoute } from "@tanstack/react-router";

import { RunPage } from "@/features/runs/components/RunPage";

export const Route = createFileRoute("/_app/_shell/projects/$projectId/_manage/runs/$runId")({
  component: Page,
});

function Page() {
  const { projectId, runId } = Route.useParams();
  return <RunPage key={runId} projectId={projectId} runId={runId} />;
}
