import { createFileRoute } from "@tanstack/react-router";

import { InviteButton } from "@/features/members/components/InviteButton";
import { PeoplePage } from "@/features/review/components/PeoplePage";
import { roleIn, useMe } from "@/lib/me";

export const Route = createFileRoute("/_app/_shell/projects/$projectId/_manage/people/")({
  component: Page,
});

function Page() {
  const { projectId } = Route.useParams();
  const isAdmin = roleIn(useMe(), projectId) === "admin";
  // Whoever wants somebody new looks among the people first.
  return <PeoplePage projectId={projectId} actions={isAdmin && <InviteButton projectId={projectId} />} />;
}
