/** Every page behind the login: loads the user or sends to the login page. */
import { useMantineColorScheme } from "@mantine/core";
import { createFileRoute, Outlet, redirect } from "@tanstack/react-router";
import { useEffect } from "react";

import { useDelivery } from "@/features/assignments/task/hooks/useDelivery";
import { meQuery, useMe } from "@/lib/me";

export const Route = createFileRoute("/_app")({
  beforeLoad: async ({ context, location }) => {
    const me = await context.queryClient.ensureQueryData(meQuery);
    if (me === null) throw redirect({ to: "/login", search: { next: location.href } });
  },
  component: SignedIn,
});

function SignedIn() {
  const { color_scheme: scheme } = useMe().preferences;
  const { setColorScheme } = useMantineColorScheme();
  useDelivery();
  // The choice belongs to the person and follows them to another browser.
  useEffect(() => {
    setColorScheme(scheme);
  }, [scheme, setColorScheme]);
  return <Outlet />;
}
