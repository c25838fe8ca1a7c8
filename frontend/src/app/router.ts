/** The router over the generated route tree; every loader may use the one query client. */
import type { QueryClient } from "@tanstack/react-query";
import { createRouter } from "@tanstack/react-router";

import { ErrorState } from "@/components/ErrorState";
import { PageLoader } from "@/components/PageLoader";

import { NotFoundPage } from "./NotFoundPage";
import { routeTree } from "./routeTree.gen";

const WORKSPACE = /^\/(?:assignments|judgments)\//;

export function createAppRouter(queryClient: QueryClient) {
  return createRouter({
    routeTree,
    context: { queryClient },
    defaultPreload: "intent",
    defaultPreloadStaleTime: 0,
    defaultPendingMs: 250,
    defaultPendingComponent: PageLoader,
    defaultErrorComponent: ErrorState,
    defaultNotFoundComponent: NotFoundPage,
    // The router carries the scroll of inner panes from page to page; in the workspace that would
    // open the next task in the middle.
    scrollRestoration: ({ location }) => !WORKSPACE.test(location.pathname),
  });
}

declare module "@tanstack/react-router" {
  interface Register {
    router: ReturnType<typeof createAppRouter>;
  }
}
