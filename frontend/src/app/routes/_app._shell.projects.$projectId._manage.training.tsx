import { createFileRoute } from "@tanstack/react-router";

import { TrainingPage } from "@/features/runs/components/TrainingPage";

export const Route = createFileRoute("/_app/_shell/projects/$projectId/_manage/training")({
  component: Page,
});

function Page() {
  const { projectId } = Route.useParams();
  return <TrainingPage projectId={projectId} />;
}
