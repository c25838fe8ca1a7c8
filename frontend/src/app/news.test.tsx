/** What others said of one's work: told on Home, new where it is read, and seen from then on. */
import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { http, HttpResponse } from "msw";
import { beforeEach, expect, test } from "vitest";

import type { Membership } from "@/lib/api-types";
import me from "@/testing/fixtures/me.json";
import own from "@/testing/fixtures/own.json";
import qualification from "@/testing/fixtures/qualification.json";
import queue from "@/testing/fixtures/queue.json";
import ranking from "@/testing/fixtures/ranking.json";
import { NO_NEWS, renderApp, serveApi } from "@/testing/render";

const ORIGIN = window.location.origin;
const IN_PROJECT = `${ORIGIN}/api/projects/:project`;
const PROJECT = me.memberships[0]?.project.id ?? "";
const OTHER = "0192a000-0000-7000-8000-0000000000ff";
const BEFORE = "2026-11-20T08:00:00Z";
const NEWEST = "2026-11-21T08:00:00Z";
const CONTESTED = {
  id: "r", what: "settled", kind: "ranking", judgment_id: "j", assignment_id: ranking.id, prompt_excerpt: "How many?",
  own: { ranking: [["B"], ["A"]], ratings: {}, notes: "", prompt_fields: {} }, other: { ranking: [["A"], ["B"]] },
  reason: "[B] keeps the limit.", letters: { A: "B", B: "A" }, at: NEWEST, open: false, revision_waits: false,
};
const OLDER = { ...CONTESTED, id: "s", prompt_excerpt: "How long?", at: BEFORE };
const QUESTION = {
  id: "q", text: "May two tie?", guideline: null, anchor: "", mine: true, at_item: false, asked_at: BEFORE,
  answer: { id: "a", text: "They may.", question_markdown: null, answered_at: NEWEST },
};

let news: typeof NO_NEWS;
let looks: unknown[];
let memberships: unknown[];
beforeEach(() => {
  looks = [];
  memberships = me.memberships;
  news = structuredClone(NO_NEWS);
});

function happened(): void {
  Object.assign(news.questions, { looked_until: BEFORE, newest: NEWEST, answered: 1 });
  Object.assign(news.work, { looked_until: BEFORE, newest: NEWEST, settled: 1, confirmed: 2, returned: 1 });
}

serveApi(
  http.get(`${ORIGIN}/api/me`, () => HttpResponse.json({ ...me, memberships })),
  http.get(`${IN_PROJECT}/me/news`, () => HttpResponse.json(news)),
  http.post(`${IN_PROJECT}/me/news`, async ({ request }) => {
    const look = (await request.json()) as { page: "questions" | "work"; until: string };
    looks.push(look);
    news = { ...news, [look.page]: { ...NO_NEWS[look.page], looked_until: look.until } };
    return HttpResponse.json(news);
  }),
  http.get(`${IN_PROJECT}/queue`, () => HttpResponse.json(queue)),
  http.get(`${IN_PROJECT}/qualification`, () => HttpResponse.json({ ...qualification.standing, opens: [] })),
  http.get(`${IN_PROJECT}/me`, () => HttpResponse.json(own.standing)),
  http.get(`${IN_PROJECT}/me/contested`, ({ request }) => {
    const asked = new URL(request.url).searchParams.get("judgment_id");
    return HttpResponse.json({ items: asked === null ? [CONTESTED, OLDER] : [CONTESTED], next_cursor: null });
  }),
  http.get(`${IN_PROJECT}/questions`, () => HttpResponse.json({ items: [QUESTION], next_cursor: null })),
  http.get(`${IN_PROJECT}/guidelines/current`, () =>
    HttpResponse.json({ release: null, acknowledged: true, must_acknowledge: false, must_pass_quiz: false, quiz_passed: false, last_acknowledged: null }),
  ),
  http.get(`${IN_PROJECT}/ledger`, () => HttpResponse.json(own.ledger)),
  http.get(`${ORIGIN}/api/judgments/:id`, () =>
    HttpResponse.json({
      id: "j", assignment: ranking, answer: { ranking: ranking.slots.map(({ slot }) => [slot]), ratings: {}, prompt_fields: {}, notes: "" },
      revision: 1, counted: true, submitted_at: BEFORE, active_seconds: 60, labeler: { id: me.id, name: me.name },
    }),
  ),
);

test("Home tells what is new, each line with the way to it, and nothing where nothing is", async () => {
  const { unmount } = renderApp("/");
  await screen.findByText(/^Today:/);
  expect(screen.queryByText("New since you last looked")).toBeNull();
  unmount();
  happened();
  renderApp("/");
  const region = within(await screen.findByRole("region", { name: "New since you last looked" }));
  const lines = region.getAllByRole("link").map((link) => [link.textContent, link.getAttribute("href")]);
  expect(lines).toEqual([
    ["1 demonstration returned to you", `/me?project=${PROJECT}#reviewers`],
    ["1 task settled differently by a reviewer", `/me?project=${PROJECT}#reviewers`],
    ["2 tasks settled as you had them", `/me?project=${PROJECT}#reviewers`],
    ["1 question of yours answered", `/projects/${PROJECT}/questions?view=mine`],
  ]);
});

test("what is new is marked where it is read, and is seen up to what was shown", async () => {
  happened();
  renderApp(`/me?project=${PROJECT}`);
  expect(await screen.findByText("New since you last looked: 2 tasks settled as you had them.")).toBeInTheDocument();
  const entry = (text: string) => within(screen.getByText(text).closest("li") ?? document.body);
  expect(entry("How many?").getByText("New")).toBeInTheDocument();
  expect(entry("How long?").queryByText("New")).toBeNull();
  await waitFor(() => {
    expect(looks).toContainEqual({ page: "work", until: NEWEST });
  });
  expect(entry("How many?").getByText("New")).toBeInTheDocument();
});

test("an answer is new among one's own questions, until they were looked at", async () => {
  happened();
  renderApp(`/projects/${PROJECT}/questions?view=mine`);
  expect(await screen.findByText("New answer")).toBeInTheDocument();
  await waitFor(() => {
    expect(looks).toEqual([{ page: "questions", until: NEWEST }]);
  });
});

test("one's own page and the history keep their project in the address and in mind", async () => {
  const [first] = me.memberships as unknown as [Membership];
  memberships = [first, { ...first, project: { ...first.project, id: OTHER, name: "Another one" } }];
  const user = userEvent.setup();
  const { unmount } = renderApp(`/me?project=${OTHER}`);
  const field = () => screen.findByRole<HTMLInputElement>("combobox", { name: "Project" });
  expect(await field()).toHaveValue("Another one");
  unmount();
  const again = renderApp("/me");
  expect(await field()).toHaveValue(first.project.name);
  await user.click(await field());
  await user.click(await screen.findByRole("option", { name: "Another one", hidden: true }));
  expect(await field()).toHaveValue("Another one");
  again.unmount();
  renderApp("/me");
  expect(await field()).toHaveValue("Another one");
});

test("who works on an answer again has the reviewer's order and reason beside it", async () => {
  renderApp("/judgments/j");
  const view = within(await screen.findByRole("group", { name: "A reviewer’s view" }));
  expect(view.getByText(/keeps the limit/)).toHaveTextContent("A keeps the limit.");
  expect(view.getByText("A > B")).toBeInTheDocument();
  expect(view.getByText("B > A")).toBeInTheDocument();
});
