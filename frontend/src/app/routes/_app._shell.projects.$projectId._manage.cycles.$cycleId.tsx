import { createFileRoute } from "@tanstack/react-router";

import { CyclePage } from "@/features/runs/components/CyclePage";

export const Route = createFileRoute("/_app/_shell/projects/$projectId/_manage/cycles/$cycleId")({
  component: Page,
});

function Page() {
  const { projectId, cycleId } = Route.useParams();
  return <CyclePage key={cycleId} projectId={projectId} cycleId={cycleId} />;
}
