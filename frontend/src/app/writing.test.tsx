/** Where the keyboard is while an answer is written. */
import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { delay, http, HttpResponse } from "msw";
import { expect, test } from "vitest";

import demonstration from "@/testing/fixtures/demonstration.json";
import me from "@/testing/fixtures/me.json";
import queue from "@/testing/fixtures/queue.json";
import turns from "@/testing/fixtures/turns.json";
import { renderApp, serveApi } from "@/testing/render";

const ORIGIN = window.location.origin;
const ONE = `${ORIGIN}/api/assignments/:id`;
const none = { assignment: null, reason: "no_more_tasks" };

// A submit would be a request that nobody serves, and fail the test.
serveApi(
  http.get(`${ORIGIN}/api/me`, () => HttpResponse.json(me)),
  http.post(`${ONE}/open`, ({ params }) =>
    HttpResponse.json(params.id === turns.id ? turns : demonstration),
  ),
  http.get(`${ORIGIN}/api/projects/:id/queue`, () => HttpResponse.json(queue)),
  http.post(`${ORIGIN}/api/projects/:id/assignments/next`, () => HttpResponse.json(none)),
  http.put(`${ONE}/draft`, () => delay("infinite")),
);

test("writing starts in the text; Escape leads out of it, E and a plain Enter back, and submit nothing", async () => {
  const user = userEvent.setup();
  renderApp(`/assignments/${demonstration.id}`);
  const field = await screen.findByLabelText("Your answer, in Markdown");
  expect(field).toHaveFocus();
  await user.keyboard("One.{Escape}");
  expect(field).not.toHaveFocus();
  await user.keyboard("e");
  expect(field).toHaveFocus();
  await user.keyboard("{Escape}{Enter} Two.");
  expect(field).toHaveValue("One. Two.");
});

test("of several turns the first empty one is where writing starts; help lists the keys of writing alone", async () => {
  const user = userEvent.setup();
  renderApp(`/assignments/${turns.id}`);
  const [first] = await screen.findAllByRole("textbox", { name: /^Assistant, turn 1 of/ });
  expect(first).toHaveFocus();
  await user.keyboard("{Escape}?");
  expect(await screen.findByText("out of it, to the keys")).toBeInTheDocument();
  expect(screen.queryByText("put on that rank; an occupied one ties")).toBeNull();
});
