import { createFileRoute } from "@tanstack/react-router";

import { MePage } from "@/features/me/components/MePage";

export const Route = createFileRoute("/_app/_shell/me")({ component: MePage });
