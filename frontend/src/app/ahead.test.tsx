/** The task fetched ahead: drawn out of sight, and nothing else until its turn comes. */
import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { http, HttpResponse } from "msw";
import { expect, test } from "vitest";

import comparison from "@/testing/fixtures/comparison.json";
import me from "@/testing/fixtures/me.json";
import queue from "@/testing/fixtures/queue.json";
import ranking from "@/testing/fixtures/ranking.json";
import { renderApp, serveApi } from "@/testing/render";

const ORIGIN = window.location.origin;
const ONE = `${ORIGIN}/api/assignments/:id`;
const next = { ...ranking, id: "0190aaaa-0000-7000-8000-000000000001", opened: false };
const met: string[] = [];

const meet = (what: string, id: unknown) => void met.push(`${what} ${String(id)}`);

const server = serveApi(
  http.get(`${ORIGIN}/api/me`, () => HttpResponse.json(me)),
  http.post(`${ONE}/open`, ({ params }) => {
    meet("open", params.id);
    return HttpResponse.json(params.id === comparison.id ? comparison : { ...next, opened: true });
  }),
  http.post(`${ONE}/heartbeat`, ({ params }) => {
    meet("heartbeat", params.id);
    return HttpResponse.json({ lease_until: next.lease_until });
  }),
  http.put(`${ONE}/draft`, ({ params }) => {
    meet("draft", params.id);
    return HttpResponse.json({ revision: 1 });
  }),
  http.post(`${ONE}/submit`, () =>
    HttpResponse.json({ judgment_id: "j", counted: true, surplus: false }, { status: 201 }),
  ),
  http.get(`${ORIGIN}/api/projects/:id/queue`, () => HttpResponse.json(queue)),
);

function serveNext(assignment: typeof next) {
  server.use(
    http.post(`${ORIGIN}/api/projects/:id/assignments/next`, async ({ request }) => {
      const { exclude } = (await request.json()) as { exclude: string[] };
      const given = exclude.includes(assignment.id) ? null : assignment;
      return HttpResponse.json({ assignment: given, reason: given === null ? "no_more_tasks" : null });
    }),
  );
}

const drawn = () => document.querySelector('article[data-slot="I"]');
const ofNext = () => met.filter((one) => one.endsWith(next.id));

test("it is drawn out of sight, uncovered by the submit as it is, and opened only then", async () => {
  serveNext(next);
  renderApp(`/assignments/${comparison.id}`);
  const user = userEvent.setup();
  await screen.findByText("A is better");
  await waitFor(() => { expect(drawn()).not.toBeNull(); });
  const before = drawn();
  expect(screen.queryByRole("article", { name: /^Answer I/ })).toBeNull();
  // Keys are for the task in sight alone.
  await user.keyboard("l1{Shift>}[Digit5]{/Shift}j{Shift>}[Digit3]{/Shift}");
  expect(before?.getAttribute("aria-label")).toBe("Answer I, Not ranked");
  expect(ofNext()).toEqual([]);
  await user.keyboard("{Enter}");
  expect(await screen.findByRole("article", { name: /^Answer I/ })).toBe(before);
  await waitFor(() => { expect(ofNext()).toEqual([`open ${next.id}`]); });
});

test("one that was on the screen before is drawn from what is saved when its turn comes", async () => {
  serveNext({ ...next, opened: true });
  renderApp(`/assignments/${comparison.id}`);
  const user = userEvent.setup();
  await screen.findByText("A is better");
  await new Promise((done) => setTimeout(done, 2500));
  expect(drawn()).toBeNull();
  await user.keyboard("l1{Shift>}[Digit5]{/Shift}j{Shift>}[Digit3]{/Shift}{Enter}");
  await screen.findByRole("article", { name: /^Answer I/ });
});
