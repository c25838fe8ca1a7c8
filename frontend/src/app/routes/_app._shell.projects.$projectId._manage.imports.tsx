import { createFileRoute } from "@tanstack/react-router";

import { ImportsPage } from "@/features/imports/components/ImportsPage";

export const Route = createFileRoute("/_app/_shell/projects/$projectId/_manage/imports")({
  component: Page,
});

function Page() {
  const { projectId } = Route.useParams();
  return <ImportsPage projectId={projectId} />;
}
