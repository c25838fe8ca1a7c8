import { createFileRoute, Outlet } from "@tanstack/react-router";

import { AppShell } from "../AppShell";

/** Every page with the common header; the workspace has one of its own. */
export const Route = createFileRoute("/_app/_shell")({
  component: () => (
    <AppShell>
      <Outlet />
    </AppShell>
  ),
});
