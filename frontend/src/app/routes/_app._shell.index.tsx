import { createFileRoute } from "@tanstack/react-router";

import { QueuePage } from "@/features/assignments/home/components/QueuePage";

export const Route = createFileRoute("/_app/_shell/")({ component: QueuePage });
