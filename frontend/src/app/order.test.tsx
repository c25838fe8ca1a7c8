/** The answers' order on the page: how two of them are compared, and what a new order does to the one that is read. */
import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { http, HttpResponse } from "msw";
import { expect, test, vi } from "vitest";

import me from "@/testing/fixtures/me.json";
import queue from "@/testing/fixtures/queue.json";
import ranking from "@/testing/fixtures/ranking.json";
import { renderApp, serveApi } from "@/testing/render";

const ORIGIN = window.location.origin;

serveApi(
  http.get(`${ORIGIN}/api/me`, () => HttpResponse.json(me)),
  http.post(`${ORIGIN}/api/assignments/:id/open`, () => HttpResponse.json(ranking)),
  http.get(`${ORIGIN}/api/projects/:id/queue`, () => HttpResponse.json(queue)),
  http.post(`${ORIGIN}/api/projects/:id/assignments/next`, () =>
    HttpResponse.json({ assignment: null, reason: "no_more_tasks" }),
  ),
  http.put(`${ORIGIN}/api/assignments/:id/draft`, () =>
    HttpResponse.json({ revision: 1, saved_at: "2026-11-21T08:00:00Z" }),
  ),
);

test("two answers are compared as they stand on the page, whichever is in focus", async () => {
  const user = userEvent.setup();
  renderApp(`/assignments/${ranking.id}`);
  await screen.findByRole("article", { name: /^Answer A/ });
  await user.keyboard("c");
  const left = () => screen.findByRole("combobox", { name: "Answer on the left" });
  expect(await left()).toHaveValue("A");
  expect(screen.getByRole("combobox", { name: "Answer on the right" })).toHaveValue("B");
  // B has the focus now; C closes and opens again.
  await user.keyboard("j");
  await user.keyboard("c");
  await user.keyboard("ka1");
  await user.keyboard("j2c");
  expect(await left()).toHaveValue("A");
});

test("the answer that is read stays in sight when the answers change places", async () => {
  const seen = vi.spyOn(Element.prototype, "scrollIntoView");
  const user = userEvent.setup();
  renderApp(`/assignments/${ranking.id}`);
  await screen.findByRole("article", { name: /^Answer A/ });
  await user.keyboard("jj1");
  seen.mockClear();
  await user.keyboard("o");
  expect(seen).toHaveBeenCalledTimes(1);
  const [card] = seen.mock.contexts;
  expect(card).toHaveAccessibleName(/^Answer C/);
  expect(card).toHaveFocus();
  seen.mockRestore();
});
