import { createFileRoute } from "@tanstack/react-router";

import { DatasetsPage } from "@/features/datasets/components/DatasetsPage";

export const Route = createFileRoute("/_app/_shell/projects/$projectId/_manage/datasets")({
  component: Page,
});

function Page() {
  const { projectId } = Route.useParams();
  return <DatasetsPage projectId={projectId} />;
}
