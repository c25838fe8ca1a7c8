import { createFileRoute } from "@tanstack/react-router";

import { QueuePage } from "@/features/assignments/components/QueuePage";

export const Route = createFileRoute("/_app/_shell/")({ component: QueuePage });
