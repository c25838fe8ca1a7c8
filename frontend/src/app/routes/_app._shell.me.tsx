import { createFileRoute, useNavigate } from "@tanstack/react-router";

import { PasswordPanel } from "@/features/accounts/components/PasswordPanel";
import { MePage } from "@/features/me/components/MePage";
import { useChosenProject } from "@/lib/chosen-project";

interface Search {
  project?: string;
}

export const Route = createFileRoute("/_app/_shell/me")({
  component: Page,
  validateSearch: ({ project }: Record<string, unknown>): Search => (typeof project === "string" ? { project } : {}),
});

function Page() {
  const { project } = Route.useSearch();
  const navigate = useNavigate();
  const chosen = useChosenProject(project, (next) => {
    void navigate({ to: "/me", search: { project: next }, replace: true });
  });
  return <MePage chosen={chosen} account={<PasswordPanel />} />;
}
