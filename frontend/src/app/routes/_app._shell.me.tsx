import { createFileRoute } from "@tanstack/react-router";

import { PasswordPanel } from "@/features/accounts/components/PasswordPanel";
import { MePage } from "@/features/me/components/MePage";

export const Route = createFileRoute("/_app/_shell/me")({
  component: () => <MePage account={<PasswordPanel />} />,
});
