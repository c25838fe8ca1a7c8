import { createFileRoute } from "@tanstack/react-router";

import { QuestionsPage } from "@/features/guidelines/components/QuestionsPage";

export const Route = createFileRoute("/_app/_shell/projects/$projectId/questions")({
  component: Page,
});

function Page() {
  const { projectId } = Route.useParams();
  return <QuestionsPage projectId={projectId} />;
}
