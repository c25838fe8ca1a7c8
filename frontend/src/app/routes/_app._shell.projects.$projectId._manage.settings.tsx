import { createFileRoute } from "@tanstack/react-router";

import { SettingsPage } from "@/features/projects/components/SettingsPage";

export const Route = createFileRoute("/_app/_shell/projects/$projectId/_manage/settings")({
  component: Page,
});

function Page() {
  const { projectId } = Route.useParams();
  return <SettingsPage projectId={projectId} />;
}
