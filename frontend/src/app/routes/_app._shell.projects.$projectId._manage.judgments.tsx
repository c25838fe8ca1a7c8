import { createFileRoute } from "@tanstack/react-router";

import { JudgmentsPage } from "@/features/judgments/components/JudgmentsPage";

interface Search {
  labeler?: string;
}

export const Route = createFileRoute("/_app/_shell/projects/$projectId/_manage/judgments")({
  component: Page,
  validateSearch: ({ labeler }: Record<string, unknown>): Search =>
    typeof labeler === "string" ? { labeler } : {},
});

function Page() {
  const { projectId } = Route.useParams();
  const { labeler } = Route.useSearch();
  return <JudgmentsPage key={labeler} projectId={projectId} labeler={labeler} />;
}
