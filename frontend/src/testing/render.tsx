/** Draws the whole app at an address, over an API that the test gives. */
import { createMemoryHistory, RouterProvider } from "@tanstack/react-router";
import { render, type RenderResult } from "@testing-library/react";
import { http, HttpResponse, type RequestHandler } from "msw";
import { setupServer } from "msw/node";
import { afterAll, afterEach, beforeAll } from "vitest";

import { Providers } from "@/app/providers";
import { createAppRouter } from "@/app/router";
import { createQueryClient } from "@/lib/query";

/** Nothing is new; what is, tests put over it. */
export const NO_NEWS = {
  questions: { looked_until: null, newest: null, answered: 0 },
  work: { looked_until: null, newest: null, settled: 0, confirmed: 0, returned: 0, edited: 0, approved: 0 },
};

/** An API for one test file; an unexpected request fails the test that made it. */
export function serveApi(...handlers: RequestHandler[]) {
  // Counts beside the sections stand on most pages: none, unless a test gives some.
  const none = http.get(`${window.location.origin}/api/projects/:id/waiting`, () =>
    HttpResponse.json({ tasks: 0, demonstrations: 0, questions: 0, scores: 0 }),
  );
  const noNews = http.get(`${window.location.origin}/api/projects/:id/me/news`, () => HttpResponse.json(NO_NEWS));
  const server = setupServer(...handlers, none, noNews);
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
