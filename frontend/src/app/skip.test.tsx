import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { delay, http, HttpResponse } from "msw";
import { expect, test } from "vitest";

import comparison from "@/testing/fixtures/comparison.json";
import history from "@/testing/fixtures/history.json";
import me from "@/testing/fixtures/me.json";
import qualification from "@/testing/fixtures/qualification.json";
import queue from "@/testing/fixtures/queue.json";
import ranking from "@/testing/fixtures/ranking.json";
import skips from "@/testing/fixtures/skips.json";
import { renderApp, serveApi } from "@/testing/render";

const ORIGIN = window.location.origin;
const ONE = `${ORIGIN}/api/assignments/:id`;

const server = serveApi(
  http.get(`${ORIGIN}/api/me`, () => HttpResponse.json(me)),
  http.post(`${ONE}/open`, ({ params }) =>
    HttpResponse.json(params.id === comparison.id ? comparison : ranking),
  ),
  http.get(`${ORIGIN}/api/projects/:id/queue`, () => HttpResponse.json(queue)),
  http.get(`${ORIGIN}/api/projects/:id/qualification`, () =>
    HttpResponse.json({ ...qualification.standing, opens: [] }),
  ),
  http.post(`${ORIGIN}/api/projects/:id/assignments/next`, () =>
    HttpResponse.json({ assignment: comparison, reason: null }),
  ),
  http.put(`${ONE}/draft`, () => delay("infinite")),
  http.post(`${ONE}/skip`, () => HttpResponse.json({})),
);

test("a skip that was sent is taken back", async () => {
  const back: unknown[] = [];
  server.use(
    http.post(`${ONE}/unskip`, ({ params }) => {
      back.push(params.id);
      return HttpResponse.json(ranking);
    }),
  );
  const user = userEvent.setup();
  renderApp(`/assignments/${ranking.id}`);
  await screen.findByRole("article", { name: /^Answer I/ });
  await user.keyboard("s");
  await user.click(await screen.findByLabelText("The prompt is unclear"));
  await user.click(screen.getByRole("button", { name: "Skip task" }));
  await user.click(await screen.findByRole("button", { name: "Undo" }));
  expect(await screen.findByRole("article", { name: /^Answer I/ })).toBeInTheDocument();
  expect(back).toEqual([ranking.id]);
});

test("the history lists what was given back, and takes back what is still open", async () => {
  const back: unknown[] = [];
  server.use(
    http.get(`${ORIGIN}/api/projects/:id/history`, () =>
      HttpResponse.json({
        ...history,
        items: history.items.map((item, index) => ({ ...item, voided: index === 1 })),
      }),
    ),
    http.get(`${ORIGIN}/api/projects/:id/skips`, () => HttpResponse.json(skips)),
    http.post(`${ONE}/unskip`, ({ params }) => {
      back.push(params.id);
      return HttpResponse.json(ranking);
    }),
  );
  const user = userEvent.setup();
  renderApp("/history");
  const given = await screen.findByRole("region", { name: "Skipped and given back" });
  expect(screen.getByText(/Taken out by a reviewer/)).toBeInTheDocument();
  expect(screen.getAllByRole("link", { name: /^Edit: / })).toHaveLength(2);
  expect(within(given).getByText("Not open any more")).toBeInTheDocument();
  await user.click(within(given).getByRole("button", { name: /^Take up again/ }));
  expect(await screen.findByRole("article", { name: /^Answer I/ })).toBeInTheDocument();
  expect(back).toEqual([skips.items[0]?.assignment_id]);
});
