import { createFileRoute } from "@tanstack/react-router";

import { QualificationPage } from "@/features/qualification/components/QualificationPage";

export const Route = createFileRoute("/_app/_shell/projects/$projectId/qualification")({
  component: Page,
});

function Page() {
  const { projectId } = Route.useParams();
  return <QualificationPage projectId={projectId} />;
}
