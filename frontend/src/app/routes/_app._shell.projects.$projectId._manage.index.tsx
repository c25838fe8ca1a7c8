import { createFileRoute } from "@tanstack/react-router";

import { OverviewPage } from "@/features/projects/components/OverviewPage";

export const Route = createFileRoute("/_app/_shell/projects/$projectId/_manage/")({
  component: Page,
});

function Page() {
  const { projectId } = Route.useParams();
  return <OverviewPage projectId={projectId} />;
}
