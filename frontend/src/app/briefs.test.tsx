import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { http, HttpResponse } from "msw";
import { expect, test } from "vitest";

import me from "@/testing/fixtures/me.json";
import { renderApp, serveApi } from "@/testing/render";

const ORIGIN = window.location.origin;
const PROJECT = me.memberships[0]?.project.id ?? "";
const IN_PROJECT = `${ORIGIN}/api/projects/${PROJECT}`;
const EMPTY = { items: [], next_cursor: null };
const BRIEF = {
  id: "0192a000-0000-7000-8000-000000000b01",
  form: "few_shot",
  count: 20,
  use_case: "",
  language: "en",
  instructions: "About *tables*.",
  min_examples: 3,
  makes_demonstrations: true,
  sensitive: false,
  written: 4,
  open: 16,
  created_at: "2026-11-21T08:00:00Z",
};

const ordered: unknown[] = [];
const withdrawn: string[] = [];

serveApi(
  http.get(`${ORIGIN}/api/me`, () =>
    HttpResponse.json({ ...me, memberships: [{ ...me.memberships[0], role: "admin" }] }),
  ),
  http.get(`${IN_PROJECT}/imports`, () => HttpResponse.json(EMPTY)),
  http.get(`${IN_PROJECT}/prompts`, () => HttpResponse.json(EMPTY)),
  http.get(`${IN_PROJECT}/prompt-briefs`, () => HttpResponse.json({ items: [BRIEF], next_cursor: null })),
  http.post(`${IN_PROJECT}/prompt-briefs`, async ({ request }) => {
    ordered.push(await request.json());
    return HttpResponse.json(BRIEF, { status: 201 });
  }),
  http.post(`${ORIGIN}/api/prompt-briefs/:id/withdraw`, ({ params }) => {
    withdrawn.push(String(params.id));
    return HttpResponse.json({ withdrawn: 16 });
  }),
);

test("an admin orders prompts from a use case, and takes an order back", async () => {
  const user = userEvent.setup();
  renderApp(`/projects/${PROJECT}/imports`);
  await user.click(await screen.findByLabelText("From a use case"));
  await user.type(await screen.findByLabelText(/The use case, in words/), "A shop.");
  await user.click(screen.getByLabelText("Sensitive content"));
  await user.click(screen.getByRole("button", { name: "Order" }));
  await waitFor(() => {
    expect(ordered).toHaveLength(1);
  });
  expect(ordered[0]).toMatchObject({ form: "user_based", count: 20, instructions: "A shop.", makes_demonstrations: true, sensitive: true });
  await user.click(await screen.findByRole("button", { name: "Withdraw" }));
  await waitFor(() => {
    expect(withdrawn).toEqual([BRIEF.id]);
  });
});
