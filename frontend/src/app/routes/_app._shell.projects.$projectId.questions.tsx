import { createFileRoute } from "@tanstack/react-router";

import { QuestionsPage } from "@/features/guidelines/components/QuestionsPage";

interface Search {
  /** One's own first. */
  view?: "mine";
}

export const Route = createFileRoute("/_app/_shell/projects/$projectId/questions")({
  component: Page,
  validateSearch: (search: Record<string, unknown>): Search => (search.view === "mine" ? { view: "mine" } : {}),
});

function Page() {
  const { projectId } = Route.useParams();
  const { view = "all" } = Route.useSearch();
  return <QuestionsPage key={view} projectId={projectId} first={view} />;
}
