import { createFileRoute, redirect } from "@tanstack/react-router";

import { LoginPage } from "@/features/accounts/components/LoginPage";
import { meQuery } from "@/lib/me";

interface Search {
  next?: string;
}

/** Only a path of this site: `//elsewhere` would be another one. */
function isOwnPath(next: unknown): next is string {
  return typeof next === "string" && /^\/(?![/\\])/.test(next);
}

export const Route = createFileRoute("/login")({
  validateSearch: (search: Record<string, unknown>): Search =>
    isOwnPath(search.next) ? { next: search.next } : {},
  beforeLoad: async ({ context, search }) => {
    const me = await context.queryClient.ensureQueryData(meQuery);
    if (me !== null) throw redirect({ href: search.next ?? "/" });
  },
  component: Page,
});

function Page() {
  const { next } = Route.useSearch();
  return <LoginPage next={next ?? "/"} />;
}
