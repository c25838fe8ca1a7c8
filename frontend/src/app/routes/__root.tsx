import type { QueryClient } from "@tanstack/react-query";
import { createRootRouteWithContext, Outlet } from "@tanstack/react-router";
import { Suspense } from "react";

import { lazyNamed } from "@/lib/lazy";

// Few see it, and none of them waits for a task.
const BrandedNotFound = lazyNamed(() => import("../BrandedNotFound"), "BrandedNotFound");

export interface RouterContext {
  queryClient: QueryClient;
}

export const Route = createRootRouteWithContext<RouterContext>()({
  component: Outlet,
  notFoundComponent: () => (
    <Suspense>
      <BrandedNotFound />
    </Suspense>
  ),
});
