import { createFileRoute } from "@tanstack/react-router";

import { ProjectsPage } from "@/features/projects/components/ProjectsPage";

export const Route = createFileRoute("/_app/_shell/projects/")({ component: ProjectsPage });
