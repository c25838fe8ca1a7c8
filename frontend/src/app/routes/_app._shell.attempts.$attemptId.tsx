import { createFileRoute } from "@tanstack/react-router";

import { AttemptPage } from "@/features/qualification/components/AttemptPage";

export const Route = createFileRoute("/_app/_shell/attempts/$attemptId")({
  component: Page,
});

function Page() {
  const { attemptId } = Route.useParams();
  return <AttemptPage attemptId={attemptId} />;
}
