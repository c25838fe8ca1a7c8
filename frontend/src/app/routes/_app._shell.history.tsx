import { createFileRoute } from "@tanstack/react-router";

import { HistoryPage } from "@/features/assignments/components/HistoryPage";

export const Route = createFileRoute("/_app/_shell/history")({ component: HistoryPage });
