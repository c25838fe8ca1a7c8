import { createFileRoute } from "@tanstack/react-router";

import { JudgmentsPage } from "@/features/judgments/components/JudgmentsPage";

export const Route = createFileRoute("/_app/_shell/projects/$projectId/_manage/judgments")({
  component: Page,
});

function Page() {
  const { projectId } = Route.useParams();
  return <JudgmentsPage projectId={projectId} />;
}
