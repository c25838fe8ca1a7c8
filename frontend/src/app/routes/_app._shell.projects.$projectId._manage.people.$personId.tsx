import { createFileRoute } from "@tanstack/react-router";

import { PersonPage } from "@/features/review/components/PersonPage";

export const Route = createFileRoute("/_app/_shell/projects/$projectId/_manage/people/$personId")({
  component: Page,
});

function Page() {
  const { projectId, personId } = Route.useParams();
  return <PersonPage key={personId} projectId={projectId} personId={personId} />;
}
