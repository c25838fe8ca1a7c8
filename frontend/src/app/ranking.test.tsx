import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { delay, http, HttpResponse } from "msw";
import { beforeEach, expect, test } from "vitest";

import comparison from "@/testing/fixtures/comparison.json";
import me from "@/testing/fixtures/me.json";
import qualification from "@/testing/fixtures/qualification.json";
import queue from "@/testing/fixtures/queue.json";
import ranking from "@/testing/fixtures/ranking.json";
import { renderApp, serveApi } from "@/testing/render";

const ORIGIN = window.location.origin;
const ONE = `${ORIGIN}/api/assignments/:id`;

interface Sent {
  drafts: { revision: string | null; content: Record<string, unknown> }[];
  submits: Record<string, unknown>[];
}
let sent: Sent;
beforeEach(() => {
  sent = { drafts: [], submits: [] };
});

const server = serveApi(
  http.get(`${ORIGIN}/api/me`, () => HttpResponse.json(me)),
  http.post(`${ONE}/open`, ({ params }) =>
    HttpResponse.json(params.id === comparison.id ? comparison : ranking),
  ),
  http.get(`${ORIGIN}/api/projects/:id/queue`, () => HttpResponse.json(queue)),
  http.get(`${ORIGIN}/api/projects/:id/qualification`, () =>
    HttpResponse.json({ ...qualification.standing, opens: [] }),
  ),
  http.post(`${ORIGIN}/api/projects/:id/assignments/next`, () =>
    HttpResponse.json({ assignment: { ...comparison, opened: false }, reason: null }),
  ),
  http.put(`${ONE}/draft`, async ({ request, params }) => {
    // A screen that closes still saves its draft and notes the answer in its journal, which
    // must not happen in the middle of the next test. Only the comparison's drafts are answered.
    if (params.id !== comparison.id) await delay("infinite");
    const { content } = (await request.json()) as { content: Record<string, unknown> };
    sent.drafts.push({ revision: request.headers.get("If-Match"), content });
    return HttpResponse.json({ revision: sent.drafts.length, saved_at: "2026-11-21T08:00:00Z" });
  }),
  http.post(`${ONE}/submit`, async ({ request }) => {
    sent.submits.push((await request.json()) as Record<string, unknown>);
    return HttpResponse.json({ judgment_id: "j", counted: true, surplus: false }, { status: 201 });
  }),
);

async function openRanking() {
  renderApp(`/assignments/${ranking.id}`);
  await screen.findByRole("article", { name: /^Answer A/ });
  return userEvent.setup();
}

/** The live region, the only status without a name that speaks of ranks. */
function spoken(): string {
  return screen
    .getAllByRole("status")
    .map((node) => node.textContent)
    .join(" ");
}

test("a digit ranks the focused answer and a tie is announced", async () => {
  const user = await openRanking();
  await user.keyboard("2jj2");
  expect(spoken()).toContain("Answer C is rank 2, tied with A. 2 of 9 ranked.");
  const card = screen.getByRole("article", { name: "Answer C, Rank 2 = A" });
  expect(within(card).getByRole("button", { name: "Rank 2 – with A" })).toHaveAttribute(
    "aria-pressed",
    "true",
  );
});

test("undo takes the last step back and redo brings it again", async () => {
  const user = await openRanking();
  await user.keyboard("1u");
  expect(screen.getByRole("article", { name: "Answer A, Not ranked" })).toBeInTheDocument();
  await user.keyboard("{Shift>}u{/Shift}");
  expect(screen.getByRole("article", { name: "Answer A, Rank 1" })).toBeInTheDocument();
});

test("an incomplete submit goes to the first missing answer and sends nothing", async () => {
  const user = await openRanking();
  await user.keyboard("1jj{Enter}");
  expect(spoken()).toContain("Before you submit: rank B, C");
  expect(screen.getByRole("button", { name: /^Answer B/, current: true })).toBeInTheDocument();
  expect(sent.submits).toHaveLength(0);
});

test("B and N say alike that none is acceptable", async () => {
  const user = await openRanking();
  const none = screen.getByRole("button", { name: /^None acceptable/ });
  await user.keyboard("b");
  expect(none).toHaveAttribute("aria-pressed", "true");
  await user.keyboard("n");
  expect(none).toHaveAttribute("aria-pressed", "false");
});

test("the prompt's room is drawn by keys too, kept in this browser, and given back by Enter", async () => {
  const user = await openRanking();
  const grip = await screen.findByRole("separator", { name: "Width of the prompt" });
  const room = () => document.documentElement.style.getPropertyValue("--ts-prompt-width");
  grip.focus();
  await user.keyboard("{End}");
  expect(room()).toBe(`${grip.getAttribute("aria-valuemax") ?? ""}px`);
  expect(localStorage.getItem("touchstone:prompt-size")).toContain("width");
  await user.keyboard("{Enter}");
  expect(room()).toBe("");
  expect(localStorage.getItem("touchstone:prompt-size")).toBe("{}");
  expect(screen.getByRole("button", { name: /^Answer A/, current: true })).toBeInTheDocument();
  expect(sent.submits).toHaveLength(0);
});

test("the dialog says when a skip is meant, and what is meant instead", async () => {
  const user = await openRanking();
  await user.keyboard("s");
  expect(await screen.findByText(/No skip counts against you.*“None acceptable” or “Cannot rank”/)).toBeInTheDocument();
});

test("keys typed into the note do not rank anything", async () => {
  const user = await openRanking();
  await user.type(screen.getByLabelText("Note for the researchers"), "1 of 2 jk");
  expect(screen.getByRole("article", { name: "Answer A, Not ranked" })).toBeInTheDocument();
});

test("the draft follows the revision it was given", async () => {
  renderApp(`/assignments/${comparison.id}`);
  const user = userEvent.setup();
  await screen.findByText("A is better");
  await user.keyboard("r");
  await waitFor(() => expect(sent.drafts).toHaveLength(1));
  expect(sent.drafts[0]).toMatchObject({ revision: '"0"', content: { ranking: [["B"], ["A"]] } });
  await user.keyboard("3");
  await waitFor(() => expect(sent.drafts).toHaveLength(2));
  expect(sent.drafts[1]).toMatchObject({ revision: '"1"', content: { strength: "slightly" } });
  expect(await screen.findAllByText("Draft saved")).not.toHaveLength(0);
});

test("nine answers by keyboard alone, submitted as ordered groups, then the next task", async () => {
  const user = await openRanking();
  for (let row = 1; row <= 9; row += 1) {
    await user.keyboard(`${String(row === 9 ? 8 : row)}{Shift>}[Digit4]{/Shift}j`);
  }
  await user.keyboard("{Enter}");
  await waitFor(() => expect(sent.submits).toHaveLength(1));
  const groups = [["A"], ["B"], ["C"], ["D"], ["E"], ["F"], ["G"], ["H", "I"]];
  const { answer } = sent.submits[0] as { answer: { ranking: string[][]; ratings: object } };
  expect(answer.ranking).toEqual(groups);
  expect(Object.keys(answer.ratings)).toHaveLength(9);
  expect(await screen.findByText("Compare two answers")).toBeInTheDocument();
});

test("a submit that got no answer is sent again with the same id and body", async () => {
  let tries = 0;
  server.use(
    http.post(`${ONE}/submit`, async ({ request }) => {
      sent.submits.push((await request.json()) as Record<string, unknown>);
      tries += 1;
      if (tries === 1) return HttpResponse.error();
      return HttpResponse.json({ judgment_id: "j", counted: true, surplus: false });
    }),
  );
  renderApp(`/assignments/${comparison.id}`);
  const user = userEvent.setup();
  await screen.findByText("A is better");
  await user.keyboard("l1{Shift>}[Digit5]{/Shift}j{Shift>}[Digit3]{/Shift}{Enter}");
  // By itself, from the outbox; the person went on meanwhile.
  await waitFor(() => expect(sent.submits).toHaveLength(2));
  expect(sent.submits[1]).toEqual(sent.submits[0]);
});

test("nothing on the page tells where an answer comes from", async () => {
  await openRanking();
  for (const answer of ranking.slots) expect(Object.keys(answer)).toEqual(["slot", "text", "language"]);
  expect(document.body.innerHTML).not.toMatch(/completion|policy|model_version/);
});
