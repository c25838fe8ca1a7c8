/** Draws the whole app at an address, over an API that the test gives. */
import { createMemoryHistory, RouterProvider } from "@tanstack/react-router";
import { render, type RenderResult } from "@testing-library/react";
import { http, HttpResponse, type RequestHandler } from "msw";
import { setupServer } from "msw/node";
import { afterAll, afterEach, beforeAll } from "vitest";

import { Providers } from "@/app/providers";
import { createAppRouter } from "@/app/router";
import { createQueryClient } from "@/lib/query";

/** An API for one test file; an unexpected request fails the test that made it. */
export function serveApi(...handlers: RequestHandler[]) {
  // Counts beside the sections stand on most pages: none, unless a test gives some.
  const none = http.get(`${window.location.origin}/api/projects/:id/waiting`, () =>
    HttpResponse.json({ tasks: 0, demonstrations: 0, questions: 0, scores: 0 }),
  );
  const server = setupServer(...handlers, none);
  beforeAll(() => {
    server.listen({ onUnhandledRequest: "error" });
  });
  afterEach(() => {
    server.resetHandlers();
  });
  afterAll(() => {
    server.close();
  });
  return server;
}

export function renderApp(address: string): RenderResult {
  const queryClient = createQueryClient();
  const router = createAppRouter(queryClient);
  router.update({
    ...router.options,
    history: createMemoryHistory({ initialEntries: [address] }),
  });
  return render(
    <Providers queryClient={queryClient}>
      <RouterProvider router={router} />
    </Providers>,
  );
}
