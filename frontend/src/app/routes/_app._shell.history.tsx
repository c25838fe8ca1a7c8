import { createFileRoute, useNavigate } from "@tanstack/react-router";

import { HistoryPage } from "@/features/assignments/home/components/HistoryPage";
import { useChosenProject } from "@/lib/chosen-project";

interface Search {
  project?: string;
}

export const Route = createFileRoute("/_app/_shell/history")({
  component: Page,
  validateSearch: ({ project }: Record<string, unknown>): Search => (typeof project === "string" ? { project } : {}),
});

function Page() {
  const { project } = Route.useSearch();
  const navigate = useNavigate();
  const chosen = useChosenProject(project, (next) => {
    void navigate({ to: "/history", search: { project: next }, replace: true });
  });
  return <HistoryPage chosen={chosen} />;
}
