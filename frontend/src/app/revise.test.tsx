/** An answer that is opened again and left as it was is not sent a second time. */
import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { http, HttpResponse } from "msw";
import { expect, test } from "vitest";

import comparison from "@/testing/fixtures/comparison.json";
import history from "@/testing/fixtures/history.json";
import me from "@/testing/fixtures/me.json";
import queue from "@/testing/fixtures/queue.json";
import { renderApp, serveApi } from "@/testing/render";

const ORIGIN = window.location.origin;
const JUDGMENT = `${ORIGIN}/api/judgments/:id`;
const ratings = { A: { overall: 5, flags: [] }, B: { overall: 3, flags: [] } };
const answer = { ranking: [["A"], ["B"]], ratings, strength: "better", prompt_fields: {}, notes: "" };
const judgment = {
  id: "j", assignment: comparison, answer, revision: 1, counted: true, submitted_at: "2026-11-20T08:00:00Z",
  active_seconds: 60, labeler: { id: me.id, name: me.name },
};
const sent: unknown[] = [];

serveApi(
  http.get(`${ORIGIN}/api/me`, () => HttpResponse.json(me)),
  http.get(JUDGMENT, () => HttpResponse.json(judgment)),
  http.post(`${JUDGMENT}/revise`, async ({ request }) => {
    sent.push(await request.json());
    return HttpResponse.json({ judgment_id: "k", revision: 2 }, { status: 201 });
  }),
  http.get(`${ORIGIN}/api/projects/:id/me/contested`, () => HttpResponse.json({ items: [], next_cursor: null })),
  http.get(`${ORIGIN}/api/projects/:id/queue`, () => HttpResponse.json(queue)),
  http.get(`${ORIGIN}/api/projects/:id/history`, () => HttpResponse.json(history)),
  http.get(`${ORIGIN}/api/projects/:id/skips`, () => HttpResponse.json({ items: [], next_cursor: null })),
);

test("saving changes where there are none sends nothing and says so", async () => {
  const user = userEvent.setup();
  const { unmount } = renderApp("/judgments/j");
  await screen.findByRole("button", { name: /^Save changes/ });
  await user.keyboard("{Enter}");
  expect(await screen.findByText("Nothing was changed. Your answer stays as it was.")).toBeInTheDocument();
  expect(await screen.findByRole("heading", { name: "History" })).toBeInTheDocument();
  expect(sent).toEqual([]);
  unmount();
  renderApp("/judgments/j");
  await screen.findByRole("button", { name: /^Save changes/ });
  await user.keyboard("3{Enter}");
  await waitFor(() => {
    expect(sent).toMatchObject([{ answer: { strength: "slightly" } }]);
  });
});
