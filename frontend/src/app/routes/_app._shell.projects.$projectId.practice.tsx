import { createFileRoute } from "@tanstack/react-router";

import { PracticePage } from "@/features/qualification/components/PracticePage";

export const Route = createFileRoute("/_app/_shell/projects/$projectId/practice")({
  component: Page,
});

function Page() {
  const { projectId } = Route.useParams();
  return <PracticePage projectId={projectId} />;
}
