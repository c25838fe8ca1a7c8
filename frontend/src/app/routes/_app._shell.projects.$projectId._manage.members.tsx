import { createFileRoute } from "@tanstack/react-router";

import { MembersPage } from "@/features/members/components/MembersPage";

export const Route = createFileRoute("/_app/_shell/projects/$projectId/_manage/members")({
  component: Page,
});

function Page() {
  const { projectId } = Route.useParams();
  return <MembersPage projectId={projectId} />;
}
