/** Every page behind the login: loads the user or sends to the login page. */
import { createFileRoute, Outlet, redirect } from "@tanstack/react-router";

import { meQuery } from "@/lib/me";

export const Route = createFileRoute("/_app")({
  beforeLoad: async ({ context, location }) => {
    const me = await context.queryClient.ensureQueryData(meQuery);
    if (me === null) throw redirect({ to: "/login", search: { next: location.href } });
  },
  component: Outlet,
});
