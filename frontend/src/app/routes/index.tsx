import { createFileRoute } from "@tanstack/react-router";

import { EmptyState } from "@/components/EmptyState";

export const Route = createFileRoute("/")({
  component: () => <EmptyState title="Touchstone" />,
});
