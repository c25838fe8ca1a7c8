/** A demonstration that came back may stay as it is, if a note says why. */
import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { http, HttpResponse } from "msw";
import { expect, test } from "vitest";

import demonstration from "@/testing/fixtures/demonstration.json";
import history from "@/testing/fixtures/history.json";
import me from "@/testing/fixtures/me.json";
import queue from "@/testing/fixtures/queue.json";
import { renderApp, serveApi } from "@/testing/render";

const ORIGIN = window.location.origin;
const JUDGMENT = `${ORIGIN}/api/judgments/:id`;
const answer = { text: "It is so.", prompt_fields: {}, notes: "" };
const judgment = {
  id: "j", assignment: demonstration, answer, revision: 1, counted: true, submitted_at: "2026-11-20T08:00:00Z",
  active_seconds: 60, labeler: { id: me.id, name: me.name },
};
const returned = {
  id: "v", kind: "demonstration", what: "returned", assignment_id: demonstration.id, judgment_id: "j",
  prompt_excerpt: "?", own: answer, other: null, reason: "Is it?", letters: {}, at: "2026-11-20T09:00:00Z",
  open: true, revision_waits: false,
};
const sent: unknown[] = [];

serveApi(
  http.get(`${ORIGIN}/api/me`, () => HttpResponse.json(me)),
  http.get(JUDGMENT, () => HttpResponse.json(judgment)),
  http.post(`${JUDGMENT}/revise`, async ({ request }) => {
    sent.push(await request.json());
    return HttpResponse.json({ judgment_id: "k", revision: 2 }, { status: 201 });
  }),
  http.get(`${ORIGIN}/api/projects/:id/me/contested`, () => HttpResponse.json({ items: [returned], next_cursor: null })),
  http.get(`${ORIGIN}/api/projects/:id/queue`, () => HttpResponse.json(queue)),
  http.get(`${ORIGIN}/api/projects/:id/history`, () => HttpResponse.json(history)),
  http.get(`${ORIGIN}/api/projects/:id/skips`, () => HttpResponse.json({ items: [], next_cursor: null })),
);

test("handing it in unchanged asks for a note, and goes in with one", async () => {
  const user = userEvent.setup();
  renderApp("/judgments/j");
  const words = /change it, or say in the note why/;
  expect(await screen.findByText(words)).toBeInTheDocument();
  await user.keyboard("{Control>}{Enter}{/Control}");
  expect(await screen.findAllByText(words)).toHaveLength(2);
  expect(sent).toEqual([]);
  const note = screen.getByLabelText("Note for the researchers");
  expect(note).toHaveFocus();
  await user.type(note, "So it is.");
  expect(screen.getAllByText(words)).toHaveLength(1);
  await user.keyboard("{Control>}{Enter}{/Control}");
  await waitFor(() => {
    expect(sent).toMatchObject([{ answer: { text: "It is so.", notes: "So it is." } }]);
  });
});
