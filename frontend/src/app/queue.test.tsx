import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { http, HttpResponse } from "msw";
import { beforeEach, expect, test } from "vitest";

import type { Role } from "@/lib/api-types";
import history from "@/testing/fixtures/history.json";
import me from "@/testing/fixtures/me.json";
import qualification from "@/testing/fixtures/qualification.json";
import queue from "@/testing/fixtures/queue.json";
import ranking from "@/testing/fixtures/ranking.json";
import { renderApp, serveApi } from "@/testing/render";

const ORIGIN = window.location.origin;
const PROJECT = me.memberships[0]?.project.id ?? "";
const NEW = { ...queue, must_acknowledge: true, held: [], kinds: [{ kind: "ranking", available: 9, done_by_me: 0 }] };
const TOPICS = {
  topics: ["sensitive", "tag:medicine", "use_case:open_qa"].map((topic) => ({ topic, tasks: 2, refused: false })),
};

let asked: number;
let refused: string[];
let skipped: unknown[];
let role: Role;
let waits: object;
let standing: object;
beforeEach(() => {
  skipped = [];
  asked = 0;
  role = "labeler";
  waits = queue;
  standing = { ...qualification.standing, opens: [] };
});

const server = serveApi(
  http.get(`${ORIGIN}/api/me`, () =>
    HttpResponse.json({ ...me, memberships: [{ ...me.memberships[0], role }] }),
  ),
  http.get(`${ORIGIN}/api/projects/:id/queue`, () => HttpResponse.json(waits)),
  http.get(`${ORIGIN}/api/projects/:id/waiting`, () => {
    asked += 1;
    return HttpResponse.json({ tasks: 2, demonstrations: 1, questions: 0, scores: 4 });
  }),
  http.get(`${ORIGIN}/api/projects/:id/history`, () => HttpResponse.json(history)),
  http.get(`${ORIGIN}/api/projects/:id/skips`, () => HttpResponse.json({ items: [], next_cursor: null })),
  http.get(`${ORIGIN}/api/projects/:id/topics`, () => HttpResponse.json(TOPICS)),
  http.post(`${ORIGIN}/api/assignments/:id/skip`, async ({ request }) => {
    skipped.push(await request.json());
    return HttpResponse.json({});
  }),
  http.put(`${ORIGIN}/api/projects/:id/topics`, async ({ request }) => {
    ({ refused } = (await request.json()) as { refused: string[] });
    return HttpResponse.json(TOPICS);
  }),
  http.get(`${ORIGIN}/api/projects/:id/qualification`, () => HttpResponse.json(standing)),
  http.post(`${ORIGIN}/api/projects/:id/assignments/next`, () =>
    HttpResponse.json({ assignment: null, reason: "no_more_tasks" }),
  ),
);

test("held tasks of one kind are told apart, and nothing veiled is shown", async () => {
  renderApp("/");
  const [first, second] = await screen.findAllByRole("link", { name: /^Continue: Write an ideal answer/ });
  expect(first).toHaveAccessibleName(/We run a small web shop on PostgreSQL/);
  expect(second).toHaveAccessibleName(/Marked as sensitive/);
});

test("today's tasks and edits are told apart, with the time that counts", async () => {
  renderApp("/");
  expect(await screen.findByText(/^Today:/)).toHaveTextContent("Today: 11 tasks, 2 edits, 1 h 10 min active");
});

test("a held task says until when it is one's own, and is given back from Home", async () => {
  const user = userEvent.setup();
  renderApp("/");
  expect((await screen.findAllByText(/^Yours until .*then somebody else may get it\.$/)).length).toBeGreaterThan(0);
  await user.click(screen.getByRole("button", { name: /^Give back: .*We run a small web shop/ }));
  const said = within(await screen.findByText(/^Given back; the time you spent on it counts/));
  expect(said.getByRole("link", { name: "History" })).toHaveAttribute("href", `/history?project=${PROJECT}`);
  expect(skipped).toEqual([{ reason: "given_back" }]);
});

test("Home says what the project says about pay, and what counts as time", async () => {
  renderApp("/");
  expect(await screen.findByText(/12 € an hour/)).toBeInTheDocument();
  expect(screen.getByText("What counts as time")).toBeInTheDocument();
  expect(screen.getByText(/qualification and practice are not counted here/)).toBeInTheDocument();
});

test("the history tells the first answer's time and that of its edits", async () => {
  renderApp("/history");
  expect(await screen.findByText("of it 16 s edit")).toBeInTheDocument();
  expect(screen.getByText(/^edited Nov 20/)).toBeInTheDocument();
});

test("subjects to leave out stand before kinds of request, sensitive content always among them", async () => {
  const user = userEvent.setup();
  renderApp("/");
  await user.click((await screen.findAllByRole("button", { name: "Leave out topics" }))[0]!);
  const subjects = within(await screen.findByRole("group", { name: "Subjects" }));
  expect(subjects.getByRole("checkbox", { name: "Medicine" })).not.toBeChecked();
  await user.click(subjects.getByRole("checkbox", { name: "Anything marked as sensitive" }));
  const kinds = within(screen.getByRole("group", { name: "Kinds of request" }));
  expect(kinds.getByRole("checkbox", { name: "Open Q&A" })).toBeInTheDocument();
  await user.click(screen.getByRole("button", { name: "Save" }));
  await waitFor(() => {
    expect(refused).toEqual(["sensitive"]);
  });
});

test("what a page said does not stand over the task that is opened from it", async () => {
  server.use(
    http.post(`${ORIGIN}/api/projects/:id/assignments/next`, () =>
      HttpResponse.json({ assignment: ranking, reason: null }),
    ),
    http.post(`${ORIGIN}/api/assignments/:id/open`, () => HttpResponse.json(ranking)),
  );
  const user = userEvent.setup();
  renderApp("/");
  await user.click((await screen.findAllByRole("button", { name: "Leave out topics" }))[0]!);
  await user.click(await screen.findByRole("button", { name: "Save" }));
  expect(await screen.findByText("Saved. It holds from the next task on.")).toBeInTheDocument();
  await user.click((await screen.findAllByRole("link", { name: "Start: Rank answers" }))[0]!);
  await screen.findByRole("article", { name: /^Answer A/ });
  await waitFor(() => {
    expect(screen.queryByText("Saved. It holds from the next task on.")).toBeNull();
  });
});

test("a newcomer is welcomed to label, and whoever runs the project is not", async () => {
  waits = NEW;
  const { unmount } = renderApp("/");
  expect(await screen.findByText(/^Welcome\..*your first task comes right after\.$/)).toBeInTheDocument();
  unmount();
  waits = { ...NEW, quiz_follows: true };
  const again = renderApp("/");
  expect(await screen.findByText(/^Welcome\..*after a short quiz/)).toBeInTheDocument();
  again.unmount();
  role = "admin";
  renderApp("/");
  const line = await screen.findByText(/^To label here too/);
  expect(within(line).getByRole("link", { name: "read the guidelines and confirm them" })).toBeInTheDocument();
  expect(screen.queryByRole("link", { name: "Read the guidelines" })).toBeNull();
  expect(screen.queryByText(/^Welcome\./)).toBeNull();
});

test("nothing is called done where a qualification stands before the work", async () => {
  const { unmount } = renderApp(`/work/${PROJECT}`);
  expect(await screen.findByRole("heading", { name: "All done here" })).toBeInTheDocument();
  unmount();
  standing = qualification.standing;
  renderApp(`/work/${PROJECT}`);
  const page = within(await screen.findByRole("main"));
  expect(await page.findByRole("heading", { name: "This work is not open to you yet" })).toBeInTheDocument();
  expect(page.getByText("One step before the first task.")).toBeInTheDocument();
  expect(page.queryByText("All done here")).toBeNull();
});

test("a reviewer reads at home what waits, with the way to it", async () => {
  role = "reviewer";
  waits = { ...NEW, must_acknowledge: false, kinds: [] };
  renderApp("/");
  const region = within(await screen.findByRole("region", { name: "Waits for a reviewer" }));
  expect(region.getByRole("link", { name: "2 tasks to review" })).toHaveAttribute("href", `/projects/${PROJECT}/review`);
  expect(region.getByRole("link", { name: "1 demonstration to read" })).toHaveAttribute(
    "href",
    `/projects/${PROJECT}/review?tab=demonstrations`,
  );
  expect(region.getByRole("link", { name: "4 attempts to score" })).toBeInTheDocument();
  expect(region.queryByText(/question/)).not.toBeInTheDocument();
  expect(await screen.findByText("Nothing to label right now.")).toBeInTheDocument();
});

test("a labeler is not told of reviewers' work, nor is it asked for", async () => {
  renderApp("/");
  await screen.findByText(/^Today:/);
  expect(screen.queryByText("Waits for a reviewer")).not.toBeInTheDocument();
  expect(asked).toBe(0);
});
