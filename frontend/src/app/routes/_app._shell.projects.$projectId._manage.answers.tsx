import { createFileRoute } from "@tanstack/react-router";

import { AnswersPage } from "@/features/guidelines/components/AnswersPage";

export const Route = createFileRoute("/_app/_shell/projects/$projectId/_manage/answers")({
  component: Page,
});

function Page() {
  const { projectId } = Route.useParams();
  return <AnswersPage projectId={projectId} />;
}
