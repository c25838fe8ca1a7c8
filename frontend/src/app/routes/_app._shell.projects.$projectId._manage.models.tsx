import { createFileRoute } from "@tanstack/react-router";

import { ModelsPage } from "@/features/models/components/ModelsPage";

export const Route = createFileRoute("/_app/_shell/projects/$projectId/_manage/models")({
  component: Page,
});

function Page() {
  const { projectId } = Route.useParams();
  return <ModelsPage projectId={projectId} />;
}
