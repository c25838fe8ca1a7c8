import { createFileRoute } from "@tanstack/react-router";

import { FeedbackPage } from "@/features/feedback/components/FeedbackPage";

export const Route = createFileRoute("/_app/_shell/projects/$projectId/_manage/feedback")({
  component: Page,
});

function Page() {
  const { projectId } = Route.useParams();
  return <FeedbackPage projectId={projectId} />;
}
