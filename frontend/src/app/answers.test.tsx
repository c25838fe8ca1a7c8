/** Reviewers' answers to questions: the first one, and a better one in its place. */
import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { http, HttpResponse } from "msw";
import { beforeEach, expect, test } from "vitest";

import me from "@/testing/fixtures/me.json";
import { renderApp, serveApi } from "@/testing/render";

const ORIGIN = window.location.origin;
const PROJECT = me.memberships[0]?.project.id ?? "";
const IN_PROJECT = `${ORIGIN}/api/projects/${PROJECT}`;
const ASKED = { guideline: null, anchor: "ties", mine: false, at_item: false, asked_at: "2026-11-20T08:00:00Z" };
const ANSWERED = {
  ...ASKED,
  id: "q1",
  text: "May two answers tie?",
  answer: { id: "a1", text: "They may.", question_markdown: "May two answers tie?", answered_at: "2026-11-20T09:00:00Z" },
};
const page = (...items: object[]) => HttpResponse.json({ items, next_cursor: null });

let sent: unknown[];
let taken: boolean;
beforeEach(() => {
  sent = [];
  taken = false;
});

serveApi(
  http.get(`${ORIGIN}/api/me`, () =>
    HttpResponse.json({ ...me, memberships: [{ ...me.memberships[0], role: "reviewer" }] }),
  ),
  http.get(`${IN_PROJECT}/open-questions`, () => page()),
  http.get(`${IN_PROJECT}/questions`, () => page(ANSWERED)),
  http.post(`${ORIGIN}/api/questions/q1/answers`, async ({ request }) => {
    sent.push(await request.json());
    if (!taken) return HttpResponse.json(ANSWERED.answer, { status: 201 });
    const error = { code: "already_answered", message: "Name it in `supersedes`.", details: [], request_id: "r" };
    return HttpResponse.json({ error }, { status: 409 });
  }),
);

async function answerAnew() {
  const user = userEvent.setup();
  renderApp(`/projects/${PROJECT}/answers`);
  await user.click(await screen.findByText("Answered"));
  await user.click(await screen.findByRole("button", { name: "Answer anew" }));
  const dialog = within(await screen.findByRole("dialog"));
  const answer = dialog.getByRole("textbox", { name: /Answer/ });
  expect(answer).toHaveValue("They may.");
  await user.clear(answer);
  await user.type(answer, "Only equals may.");
  await user.click(dialog.getByRole("button", { name: "Publish answer" }));
  return { user, dialog };
}

test("a better answer names the one it replaces and keeps the question's wording", async () => {
  await answerAnew();
  await waitFor(() => {
    expect(sent).toEqual([
      { answer_markdown: "Only equals may.", question_markdown: "May two answers tie?", supersedes: "a1" },
    ]);
  });
  await waitFor(() => {
    expect(screen.queryByRole("dialog")).not.toBeInTheDocument();
  });
});

test("who is second is told to read the first answer, in words of the page", async () => {
  taken = true;
  const { user, dialog } = await answerAnew();
  expect(await dialog.findByText(/Somebody has answered it meanwhile/)).toBeInTheDocument();
  await user.click(dialog.getByRole("button", { name: "Read theirs" }));
  await waitFor(() => {
    expect(screen.queryByRole("dialog")).not.toBeInTheDocument();
  });
});
