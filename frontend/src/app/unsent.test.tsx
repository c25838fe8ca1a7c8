/** What was handed in and has not arrived: it is said to be kept, and can be taken back. */
import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { delay, http, HttpResponse } from "msw";
import { expect, test } from "vitest";

import comparison from "@/testing/fixtures/comparison.json";
import me from "@/testing/fixtures/me.json";
import qualification from "@/testing/fixtures/qualification.json";
import queue from "@/testing/fixtures/queue.json";
import ranking from "@/testing/fixtures/ranking.json";
import { renderApp, serveApi } from "@/testing/render";

const ORIGIN = window.location.origin;
const ONE = `${ORIGIN}/api/assignments/:id`;
let submitted: unknown[] = [];
let opened: unknown[] = [];

const server = serveApi(
  http.get(`${ORIGIN}/api/me`, () => HttpResponse.json(me)),
  http.post(`${ONE}/open`, ({ params }) => {
    opened.push(params.id);
    return HttpResponse.json(params.id === comparison.id ? comparison : ranking);
  }),
  http.get(`${ORIGIN}/api/projects/:id/queue`, () => HttpResponse.json(queue)),
  http.get(`${ORIGIN}/api/projects/:id/qualification`, () =>
    HttpResponse.json({ ...qualification.standing, opens: [] }),
  ),
  http.post(`${ORIGIN}/api/projects/:id/assignments/next`, () =>
    HttpResponse.json({ assignment: ranking, reason: null }),
  ),
  http.put(`${ONE}/draft`, () => delay("infinite")),
  http.post(`${ONE}/submit`, async ({ request }) => {
    submitted.push(await request.json());
    return HttpResponse.json({ judgment_id: "j", counted: true, surplus: false }, { status: 201 });
  }),
);

async function handIn() {
  submitted = [];
  opened = [];
  server.use(http.post(`${ONE}/submit`, () => HttpResponse.error()));
  renderApp(`/assignments/${comparison.id}`);
  const user = userEvent.setup();
  await screen.findByText("A is better");
  await user.keyboard("l1{Shift>}[Digit5]{/Shift}j{Shift>}[Digit3]{/Shift}{Enter}");
  await screen.findByRole("article", { name: /^Answer I/ });
  return user;
}

test("an answer that has not arrived is taken back with all of it, and handed in once", async () => {
  const user = await handIn();
  const kept = await screen.findByText("Kept in this browser, and sent by itself.");
  // Nothing was done in this task yet: its Undo says where it leads.
  expect(screen.getByRole("button", { name: "Back to the last answer" })).toHaveTextContent("Last answer");
  await user.click(within(kept).getByRole("button", { name: "Undo" }));
  expect(await screen.findByRole("button", { name: "A is better" })).toHaveAttribute("aria-pressed", "true");
  expect(screen.getByRole("button", { name: "Significantly" })).toHaveAttribute("aria-pressed", "true");
  // It was kept in memory for this: without a network it could not be opened again.
  expect(opened.filter((id) => id === comparison.id)).toHaveLength(1);
  server.resetHandlers();
  expect(submitted).toEqual([]);
  await user.keyboard("3{Enter}");
  await waitFor(() => {
    expect(submitted).toHaveLength(1);
  });
  expect(submitted[0]).toMatchObject({ answer: { strength: "slightly" } });
});
