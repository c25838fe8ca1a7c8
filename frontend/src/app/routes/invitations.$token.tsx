import { createFileRoute } from "@tanstack/react-router";

import { InvitationPage } from "@/features/accounts/components/InvitationPage";

export const Route = createFileRoute("/invitations/$token")({ component: Page });

function Page() {
  const { token } = Route.useParams();
  return <InvitationPage token={token} />;
}
