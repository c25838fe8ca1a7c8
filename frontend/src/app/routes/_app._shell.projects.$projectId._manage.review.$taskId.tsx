import { createFileRoute } from "@tanstack/react-router";

import { TaskReviewPage } from "@/features/review/components/TaskReviewPage";

export const Route = createFileRoute("/_app/_shell/projects/$projectId/_manage/review/$taskId")({
  component: Page,
});

function Page() {
  const { projectId, taskId } = Route.useParams();
  return <TaskReviewPage key={taskId} projectId={projectId} taskId={taskId} />;
}
