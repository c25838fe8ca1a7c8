import { createFileRoute } from "@tanstack/react-router";

import { ReleasesPage } from "@/features/guidelines/components/ReleasesPage";

export const Route = createFileRoute("/_app/_shell/projects/$projectId/_manage/releases")({
  component: Page,
});

function Page() {
  const { projectId } = Route.useParams();
  return <ReleasesPage projectId={projectId} />;
}
