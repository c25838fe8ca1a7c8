import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { http, HttpResponse } from "msw";
import { beforeEach, expect, test, vi } from "vitest";

import type { Role } from "@/lib/api-types";
import guideline from "@/testing/fixtures/guideline.json";
import me from "@/testing/fixtures/me.json";
import queue from "@/testing/fixtures/queue.json";
import { renderApp, serveApi } from "@/testing/render";

const ORIGIN = window.location.origin;
const PROJECT = me.memberships[0]?.project.id ?? "";
const IN_PROJECT = `${ORIGIN}/api/projects/${PROJECT}`;
const EMPTY = { items: [], next_cursor: null };
const RELEASE = { id: guideline.id, number: "2.1", major: 2, minor: 1, note: "", has_quiz: true, judgments: 4, published_at: guideline.published_at, published_by: guideline.published_by };
const QUIZ = {
  pass_mark: 1,
  questions: [{ text_markdown: "Old?", options: [{ text_markdown: "Yes", right: true }, { text_markdown: "No", right: false }], explanation_markdown: "" }],
};

interface World {
  role: Role;
  acknowledged: boolean;
  passed: boolean;
  tries: number;
  published: Record<string, unknown>[];
  latest: typeof RELEASE;
}
let world: World;
beforeEach(() => {
  world = { role: "labeler", acknowledged: false, passed: false, tries: 0, published: [], latest: RELEASE };
});

serveApi(
  http.get(`${ORIGIN}/api/me`, () =>
    HttpResponse.json({ ...me, memberships: [{ ...me.memberships[0], role: world.role }] }),
  ),
  http.get(`${IN_PROJECT}/queue`, () => HttpResponse.json(queue)),
  http.get(`${IN_PROJECT}/guidelines/current`, () =>
    HttpResponse.json({
      release: guideline,
      acknowledged: world.acknowledged,
      must_acknowledge: !world.acknowledged,
      must_pass_quiz: world.acknowledged && !world.passed,
      quiz_passed: world.passed,
      last_acknowledged: null,
    }),
  ),
  http.get(`${IN_PROJECT}/guidelines`, () => HttpResponse.json({ items: [world.latest], next_cursor: null })),
  http.post(`${IN_PROJECT}/guidelines`, async ({ request }) => {
    const body = (await request.json()) as Record<string, unknown>;
    if (body.based_on !== world.latest.id) {
      const error = { code: "not_the_latest", message: "Release 2.2 was published since.", details: [], request_id: "r" };
      return HttpResponse.json({ error }, { status: 409 });
    }
    world.published.push(body);
    return HttpResponse.json(guideline, { status: 201 });
  }),
  http.post(`${IN_PROJECT}/guidelines/diff`, () =>
    HttpResponse.json({ release: null, against: RELEASE, notes: [], body: [], examples: [], glossary: [] }),
  ),
  http.get(`${IN_PROJECT}/questions`, () => HttpResponse.json(EMPTY)),
  http.post(`${IN_PROJECT}/questions`, () => HttpResponse.json({}, { status: 201 })),
  http.get(`${ORIGIN}/api/guidelines/:id`, ({ params }) => HttpResponse.json({ ...guideline, id: params.id })),
  http.get(`${ORIGIN}/api/guidelines/:id/quiz`, () => HttpResponse.json({ quiz: QUIZ })),
  http.post(`${ORIGIN}/api/guidelines/:id/acknowledge`, () => {
    world.acknowledged = true;
    return HttpResponse.json({ acknowledged_at: "2026-11-21T08:00:00Z" });
  }),
  http.post(`${ORIGIN}/api/guidelines/:id/quiz-tries`, () => {
    world.tries += 1;
    const id = `0192a000-0000-7000-8000-00000000000${String(world.tries)}`;
    const questions = [{ text_markdown: "Old?", several: false, options: ["Yes", "No"] }];
    return HttpResponse.json({ id, number: world.tries, pass_mark: 1, questions }, { status: 201 });
  }),
  http.post(`${ORIGIN}/api/quiz-tries/:id/answers`, async ({ request }) => {
    const { answers } = (await request.json()) as { answers: number[][] };
    const right = answers[0]?.[0] === 0;
    world.passed ||= right;
    const questions = [{ right, right_options: [0], explanation_markdown: "Because it is." }];
    return HttpResponse.json({ right: right ? 1 : 0, pass_mark: 1, passed: right, questions });
  }),
  http.post(`${IN_PROJECT}/assignments/next`, () =>
    HttpResponse.json({ assignment: null, reason: "no_more_tasks" }),
  ),
);

test("who confirms a release with a quiz passes it, in as many tries as it takes", async () => {
  renderApp(`/projects/${PROJECT}/guidelines?work=true`);
  const user = userEvent.setup();
  await user.click(await screen.findByRole("checkbox", { name: /I have read them/ }));
  await user.click(screen.getByRole("button", { name: "Confirm and take the quiz" }));

  await user.click(await screen.findByRole("radio", { name: "No" }));
  expect(screen.queryByText("Because it is.")).toBeNull();
  await user.click(screen.getByRole("button", { name: "Check my answers" }));
  expect(await screen.findByText("Because it is.")).toBeInTheDocument();
  expect(screen.getByText(/Not yet: 0 of 1 right/)).toBeInTheDocument();

  await user.click(screen.getByRole("button", { name: "Try again" }));
  await waitFor(() => {
    expect(screen.queryByText("Because it is.")).toBeNull();
  });
  await user.click(await screen.findByRole("radio", { name: "Yes" }));
  await user.click(screen.getByRole("button", { name: "Check my answers" }));
  expect(await screen.findByText(/Passed: 1 of 1 right/)).toBeInTheDocument();
  expect(world.tries).toBe(2);
  // The way on is offered by kind, as on Home, and what went well stays to be read.
  expect(await screen.findByRole("link", { name: "Start working" })).toHaveAttribute("href", `/work/${PROJECT}`);
  expect(await screen.findByRole("link", { name: "Rankings (128)" })).toHaveAttribute("href", `/work/${PROJECT}?kind=ranking`);
});

test("who has yet to read on is told what, until the end was on the screen", async () => {
  const top = vi.spyOn(Element.prototype, "getBoundingClientRect");
  // A page of 5,000 pixels, of which the window shows 768; headings stand at its end.
  let scrolled = 0;
  top.mockImplementation(function (this: Element) {
    const y = /^H[23]$/.test(this.tagName) ? 4500 : 0;
    return new DOMRect(0, y - scrolled, 600, 5000 - y);
  });
  renderApp(`/projects/${PROJECT}/guidelines`);
  expect(await screen.findByText(/^Still to read: “/)).toBeInTheDocument();
  expect(screen.getByText(/^Please read these guidelines to the end/)).toBeInTheDocument();
  scrolled = 4400;
  window.dispatchEvent(new Event("scroll"));
  await waitFor(() => {
    expect(screen.queryByText(/^Still to read/)).toBeNull();
  });
  expect(screen.queryByText(/^Please read these guidelines to the end/)).toBeNull();
  top.mockRestore();
});

async function openEditor() {
  world.role = "admin";
  const view = renderApp(`/projects/${PROJECT}/releases`);
  const user = userEvent.setup();
  await user.click(await screen.findByRole("button", { name: "New release" }));
  const field = await screen.findByLabelText<HTMLTextAreaElement>(/Text, in Markdown/);
  return { view, user, field };
}

test("who has read the guidelines starts with whatever comes, or with one kind of work", async () => {
  world.acknowledged = world.passed = true;
  renderApp(`/projects/${PROJECT}/guidelines`);
  expect(await screen.findByRole("link", { name: "Start working" })).toHaveAttribute("href", `/work/${PROJECT}`);
  const rankings = await screen.findByRole("link", { name: "Rankings (128)" });
  expect(rankings).toHaveAttribute("href", `/work/${PROJECT}?kind=ranking`);
  expect(screen.getByRole("link", { name: "Comparisons (12)" })).toBeInTheDocument();
});

test("an unfinished release is there again after the page was lost", async () => {
  const { view, user, field } = await openEditor();
  await user.type(field, "Words that must not be lost.");
  view.unmount();
  const again = await openEditor();
  expect(again.field.value).toMatch(/Words that must not be lost\.$/);
  expect(screen.getByText(/unfinished text from before is back/)).toBeInTheDocument();
  await again.user.click(screen.getByRole("button", { name: "Discard it" }));
  expect(again.field.value).toBe(guideline.body_markdown);
});

test("a release is published with its parts, and its journal is forgotten", async () => {
  const { user, field } = await openEditor();
  await user.type(field, "More.");
  await user.click(screen.getByRole("button", { name: "Review and publish" }));
  await user.type(await screen.findByLabelText(/What changed/), "One more word");
  await user.click(screen.getByRole("radio", { name: /Major/ }));
  await user.click(screen.getByRole("button", { name: "Publish as major release" }));
  await screen.findByRole("button", { name: "New release" });
  expect(world.published).toEqual([
    {
      body_markdown: `${guideline.body_markdown}More.`,
      examples: guideline.examples,
      glossary: guideline.glossary,
      quiz: QUIZ,
      note: "One more word",
      level: "major",
      based_on: RELEASE.id,
    },
  ]);
  expect(Object.keys(localStorage).filter((key) => key.includes("release:"))).toEqual([]);
});

test("a release that came out meanwhile is shown, and the text written stays", async () => {
  const { user, field } = await openEditor();
  await user.type(field, "Mine.");
  world.latest = { ...RELEASE, id: "0192a000-0000-7000-8000-0000000000b2", number: "2.2", minor: 2 };
  await user.click(screen.getByRole("button", { name: "Review and publish" }));
  await user.click(await screen.findByRole("button", { name: /Publish as/ }));
  const alert = await screen.findByText(/Release 2\.2 was published since/);
  await user.click(within(alert.closest<HTMLElement>("[role=alert]") ?? document.body).getByRole("button", { name: "Look at it" }));
  await user.click(await screen.findByRole("button", { name: "Go on with my text" }));
  await user.click(screen.getByRole("tab", { name: "Text" }));
  expect((await screen.findByLabelText<HTMLTextAreaElement>(/Text, in Markdown/)).value).toMatch(/Mine\.$/);
  await user.click(screen.getByRole("button", { name: "Review and publish" }));
  await user.click(await screen.findByRole("button", { name: /Publish as/ }));
  await waitFor(() => {
    expect(world.published).toHaveLength(1);
  });
  expect(world.published[0]).toMatchObject({ based_on: world.latest.id });
});

test("who asks reads that the question was sent, and where its answer will stand", async () => {
  renderApp(`/projects/${PROJECT}/questions`);
  const user = userEvent.setup();
  await user.click(await screen.findByRole("button", { name: "Ask a question" }));
  await user.type(await screen.findByRole("textbox", { name: /Your question/ }), "May two tie?");
  await user.click(screen.getByRole("button", { name: "Ask" }));
  expect(await screen.findByText("Your question is sent")).toBeInTheDocument();
  expect(screen.getByRole("status")).toHaveTextContent(/on your page, “Me”/);
});
