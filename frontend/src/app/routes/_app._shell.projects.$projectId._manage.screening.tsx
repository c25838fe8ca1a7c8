import { createFileRoute } from "@tanstack/react-router";

import { ScreeningPage } from "@/features/qualification/components/ScreeningPage";

export const Route = createFileRoute("/_app/_shell/projects/$projectId/_manage/screening")({
  component: Page,
});

function Page() {
  const { projectId } = Route.useParams();
  return <ScreeningPage projectId={projectId} />;
}
