import { createFileRoute, Outlet } from "@tanstack/react-router";

import { ProjectLayout } from "@/app/ProjectLayout";

/** The pages of a project that its reviewers and admins see. */
export const Route = createFileRoute("/_app/_shell/projects/$projectId/_manage")({
  component: Layout,
});

function Layout() {
  const { projectId } = Route.useParams();
  return (
    <ProjectLayout projectId={projectId}>
      <Outlet />
    </ProjectLayout>
  );
}
