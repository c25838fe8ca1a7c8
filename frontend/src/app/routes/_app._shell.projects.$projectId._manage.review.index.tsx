import { createFileRoute, useNavigate } from "@tanstack/react-router";

import { ReviewPage } from "@/features/review/components/ReviewPage";
import { TABS, type Tab } from "@/features/review/tabs";

interface Search {
  tab?: Tab;
}

export const Route = createFileRoute("/_app/_shell/projects/$projectId/_manage/review/")({
  component: Page,
  validateSearch: (search: Record<string, unknown>): Search => {
    const tab = TABS.find((one) => one === search.tab);
    return tab === undefined ? {} : { tab };
  },
});

function Page() {
  const { projectId } = Route.useParams();
  const { tab = "open" } = Route.useSearch();
  const navigate = useNavigate();
  return (
    <ReviewPage
      projectId={projectId}
      tab={tab}
      onTab={(next) => {
        void navigate({ to: "/projects/$projectId/review", params: { projectId }, search: { tab: next }, replace: true });
      }}
    />
  );
}
