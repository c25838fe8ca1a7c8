import { createFileRoute } from "@tanstack/react-router";

import { PeoplePage } from "@/features/review/components/PeoplePage";

export const Route = createFileRoute("/_app/_shell/projects/$projectId/_manage/people/")({
  component: Page,
});

function Page() {
  const { projectId } = Route.useParams();
  return <PeoplePage projectId={projectId} />;
}
