/** The reviewers' pages in the whole app: settle, decide, pause, void. */
import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { http, HttpResponse } from "msw";
import { beforeEach, expect, test } from "vitest";

import me from "@/testing/fixtures/me.json";
import { renderApp, serveApi } from "@/testing/render";

import * as fixture from "../../scripts/fixture-review.mjs";

const ORIGIN = window.location.origin;
const PROJECT = me.memberships[0]?.project.id ?? "";
const IN_PROJECT = `${ORIGIN}/api/projects/${PROJECT}`;
const TASK = "0192a000-0000-7000-8000-0000000000c1";
const INES = "0192a000-0000-7000-8000-0000000000e2";

let turned: boolean;
let outrun: boolean;
let settler: string | null;
let asked: (string | null)[];
let causes: (string | null)[];
let goldChanged: string[];
let sent: { body: Record<string, unknown> }[];
beforeEach(() => {
  sent = [];
  asked = [];
  causes = [];
  goldChanged = [];
  outrun = false;
  settler = null;
  turned = false;
});

/** A demonstration that a reviewer edited, and a prompt, in the list of judgments. */
const LISTED = [
  { kind: "demonstration", page_task_id: TASK, edit: { by: { id: "r", name: "Rita Moreno" }, at: "2026-11-21T08:00:00Z" }, answer: { text: "Shorter.", notes: "", prompt_fields: {} } },
  { kind: "prompt", page_task_id: null, edit: null, answer: { text: "Explain tides to a sailor.", notes: "", prompt_fields: {} } },
].map((one, index) => ({
  id: `j${String(index)}`, labeler: { id: INES, name: "Ines Prado" }, submitted_at: "2026-11-21T08:00:00Z", active_seconds: 61, edit_seconds: 14, revision: 2, guideline_number: "1.0",
  task_id: TASK, prompt_excerpt: "How do tides work?", counted: true, gold_check: false, voided: false, ...one,
}));

/** The task once the reader has settled it. */
function settledByMe() {
  const task = fixture.task(`${TASK.slice(0, -1)}2`)[1] as { review: object };
  return { ...task, id: TASK, review: { ...task.review, reviewer: { id: settler, name: "Me" } } };
}

async function taken(request: Request): Promise<void> {
  const text = await request.text();
  sent.push({ body: (text === "" ? {} : JSON.parse(text)) as Record<string, unknown> });
}

function known(path: string, query?: URLSearchParams, world: { turns: boolean } | null = null) {
  const found = fixture.inProject(world, path, query);
  return HttpResponse.json(found?.[1] as object, { status: found?.[0] ?? 404 });
}

serveApi(
  http.get(`${ORIGIN}/api/me`, () =>
    HttpResponse.json({ ...me, memberships: [{ ...me.memberships[0], role: "reviewer" }] }),
  ),
  http.get(`${IN_PROJECT}/waiting`, () => known("waiting")),
  http.get(`${IN_PROJECT}/review-queue`, ({ request }) => {
    const { searchParams } = new URL(request.url);
    causes.push(searchParams.get("cause"));
    return known("review-queue", searchParams);
  }),
  http.get(`${IN_PROJECT}/demonstration-reviews`, () => sent.length > 0 && outrun ? HttpResponse.json({ items: [], waiting: 0 }) : known("demonstration-reviews", undefined, { turns: turned })),
  http.get(`${IN_PROJECT}/gold`, async ({ request }) => {
    const { items: [item] } = (await known("gold").json()) as { items: object[] };
    const retired = new URL(request.url).searchParams.get("retired") === "true";
    return HttpResponse.json({ items: [{ ...item, retired_at: retired ? "2026-11-21T08:00:00Z" : null }], next_cursor: null });
  }),
  http.post(`${ORIGIN}/api/gold/:id/:change`, ({ params }) => {
    goldChanged.push(String(params.change));
    return HttpResponse.json({});
  }),
  http.get(`${IN_PROJECT}/judgments`, ({ request }) => {
    asked.push(new URL(request.url).searchParams.get("labeler"));
    return HttpResponse.json({ items: LISTED, next_cursor: null });
  }),
  http.get(`${IN_PROJECT}/people`, () => known("people")),
  http.get(`${IN_PROJECT}/voids`, () => known("voids")),
  http.get(`${IN_PROJECT}/guidelines`, () => HttpResponse.json({ items: [], next_cursor: null })),
  http.get(`${ORIGIN}/api/voids/:id`, () => known("voids/preview")),
  http.get(`${IN_PROJECT}/eligibilities`, () => known("eligibilities")),
  http.get(`${IN_PROJECT}/people/:id`, () => known(`people/${INES}`)),
  http.get(`${ORIGIN}/api/tasks/:id`, ({ params }) =>
    // Once somebody was faster, the task is the settled one.
    HttpResponse.json(settler === null ? fixture.task(outrun ? `${String(params.id).slice(0, -1)}2` : String(params.id))[1] as object : settledByMe()),
  ),
  http.post(`${ORIGIN}/api/tasks/:id/settle`, async ({ request }) => {
    await taken(request);
    if (outrun && sent.length === 1) {
      const error = { code: "already_settled", message: "Another reviewer settled this task meanwhile.", details: [], request_id: "r" };
      return HttpResponse.json({ error }, { status: 409 });
    }
    return HttpResponse.json({ judgment_id: "j", counted: true, surplus: false }, { status: 201 });
  }),
  http.post(`${ORIGIN}/api/demonstrations/:id/decide`, async ({ request }) => {
    await taken(request);
    if (outrun) {
      const error = { code: "already_reviewed", message: "This demonstration was approved already.", details: [], request_id: "r" };
      return HttpResponse.json({ error }, { status: 409 });
    }
    const { verdict } = sent.at(-1)?.body ?? {};
    return HttpResponse.json({ id: `decision-${String(sent.length)}`, verdict, judgment_id: "j", at: "2026-11-21T08:00:00Z" });
  }),
  http.post(`${IN_PROJECT}/people/:id/resume`, async ({ request }) => {
    await taken(request);
    return known(`people/${INES}`);
  }),
  http.post(`${IN_PROJECT}/voids/preview`, async ({ request }) => {
    await taken(request);
    return known("voids/preview");
  }),
  http.post(`${IN_PROJECT}/voids`, async ({ request }) => {
    await taken(request);
    return HttpResponse.json({}, { status: 202 });
  }),
);

test("the queue says why each task needs a look", async () => {
  renderApp(`/projects/${PROJECT}/review`);
  const table = await screen.findByRole("region", { name: "Tasks to review" });
  expect(within(table).getAllByText("ordered differently")).toHaveLength(4);
  expect(within(table).getByText("3 skips as unclear")).toBeInTheDocument();
});

test("the sections say how much waits in them", async () => {
  renderApp(`/projects/${PROJECT}/review`);
  expect(await screen.findByRole("link", { name: /^Review\s*12\s*waiting$/ })).toBeInTheDocument();
  expect(screen.getByRole("link", { name: /^Questions\s*2\s*waiting$/ })).toBeInTheDocument();
  expect(screen.getByRole("link", { name: "Judgments" })).toBeInTheDocument();
});

test("a reviewer orders by keyboard alone and settles with a reason", async () => {
  const user = userEvent.setup();
  renderApp(`/projects/${PROJECT}/review/${TASK}`);
  const matrix = await screen.findByRole("region", { name: "Judgments side by side" });
  expect(within(matrix).getByText("Bob Ashby")).toBeInTheDocument();
  const settle = screen.getByRole("button", { name: /^Settle/ });
  expect(settle).toBeDisabled();
  screen.getByRole("button", { name: "Answer C" }).focus();
  await user.keyboard("{Shift>}{ArrowUp}{/Shift}");
  await waitFor(() => {
    expect(screen.getByRole("button", { name: "Answer C" })).toHaveFocus();
  });
  await user.keyboard("=");
  await user.type(screen.getByRole("textbox", { name: /Why/ }), "Redis loses jobs.");
  await user.keyboard("{Control>}{Enter}{/Control}");
  await waitFor(() => {
    expect(sent).toHaveLength(1);
  });
  expect(sent[0]?.body).toMatchObject({
    ranking: [["A"], ["C", "D"], ["B"]],
    reason: "Redis loses jobs.",
    supersedes: null,
  });
});

test("a labeler's remark is read in this page's letters, with theirs beside them", async () => {
  renderApp(`/projects/${PROJECT}/review/${TASK}`);
  const matrix = await screen.findByRole("region", { name: "Judgments side by side" });
  const remark = within(matrix).getByText(/says when it stops working/);
  expect(remark).toHaveTextContent("C (D here) says when it stops working well.");
  expect(remark).toHaveTextContent("Dana Okafor's A, B, C, D, first to last, are B, C, D, A here.");
});

test("an answer is named by a reference; a letter that stands alone is asked about", async () => {
  const user = userEvent.setup();
  renderApp(`/projects/${PROJECT}/review/${TASK}`);
  const why = await screen.findByRole("textbox", { name: /Why/ });
  await user.click(screen.getByRole("button", { name: "Name an answer: C" }));
  await user.type(why, " has four. A keeps the limit.");
  expect(why).toHaveValue("[C] has four. A keeps the limit.");
  expect(screen.getByText(/^A: meant as an answer\?/)).toBeInTheDocument();
  await user.click(screen.getByRole("button", { name: "Name them as answers" }));
  expect(why).toHaveValue("[C] has four. [A] keeps the limit.");
  expect(screen.queryByText(/meant as an answer/)).not.toBeInTheDocument();
});

test("who was second sees the other's review, keeps what they wrote, and may take its place", async () => {
  const user = userEvent.setup();
  renderApp(`/projects/${PROJECT}/review/${TASK}`);
  await user.type(await screen.findByRole("textbox", { name: /Why/ }), "Mine.");
  outrun = true;
  await user.click(screen.getByRole("button", { name: /^Settle/ }));
  await user.click(await screen.findByRole("button", { name: /Look at it/ }));
  expect(await screen.findByText(/Rita Moreno settled it/)).toBeInTheDocument();
  expect(screen.getByRole("textbox", { name: /Why/ })).toHaveValue("Mine.");
  await user.click(screen.getByRole("button", { name: /^Settle again/ }));
  await waitFor(() => {
    expect(sent[1]?.body).toMatchObject({ reason: "Mine.", supersedes: "r" });
  });
});

test("who has settled a task reads so, goes on to the next, and settles again only by asking for it", async () => {
  const user = userEvent.setup();
  renderApp(`/projects/${PROJECT}/review/${TASK}`);
  await user.type(await screen.findByRole("textbox", { name: /Why/ }), "Mine.");
  settler = me.id;
  await user.keyboard("{Control>}{Enter}{/Control}");
  expect(await screen.findByText(/^You settled it/)).toHaveTextContent("A > D > C > B");
  expect(screen.queryByRole("textbox", { name: /Why/ })).not.toBeInTheDocument();
  await user.keyboard("{Control>}{Enter}{/Control}");
  expect(sent).toHaveLength(1);
  const next = await screen.findByRole("link", { name: "Next task" });
  expect(next).toHaveAttribute("href", `/projects/${PROJECT}/review/${TASK.slice(0, -1)}2`);
  await user.click(screen.getByRole("button", { name: "Settle again" }));
  expect(screen.getByText(/What you settle now takes its place/)).toBeInTheDocument();
  expect(screen.getByRole("textbox", { name: /Why/ })).toHaveValue("Mine.");
});

test("a demonstration is approved, or returned with a reason, by keys", async () => {
  const user = userEvent.setup();
  renderApp(`/projects/${PROJECT}/review?tab=demonstrations`);
  expect(await screen.findByText("revised after a review")).toBeInTheDocument();
  await user.keyboard("a");
  await waitFor(() => {
    expect(sent[0]?.body).toEqual({ verdict: "approved", supersedes: null });
  });
  const said = await screen.findByText(/^Approved: Bob Ashby's answer to “How do I build a job queue/);
  expect(said.parentElement).toHaveAttribute("role", "status");
  await user.keyboard("r");
  await user.type(await screen.findByRole("textbox", { name: /Reason/ }), "Name a source.");
  await user.click(within(screen.getByRole("dialog")).getByRole("button", { name: "Return" }));
  await waitFor(() => {
    expect(sent[1]?.body).toEqual({ verdict: "returned", reason: "Name a source.", supersedes: null });
  });
});

test("an approval is taken back where it is told of, by click or key", async () => {
  const user = userEvent.setup();
  renderApp(`/projects/${PROJECT}/review?tab=demonstrations`);
  await screen.findByText("revised after a review");
  for (const undo of [() => user.keyboard("u"), () => user.click(screen.getByRole("button", { name: /^Undo/ }))]) {
    sent = [];
    await user.keyboard("a");
    await screen.findByRole("button", { name: /^Undo/ });
    await undo();
    await waitFor(() => {
      expect(sent[1]?.body).toEqual({ verdict: "reopened", supersedes: "decision-1" });
    });
    await waitFor(() => {
      expect(screen.queryByRole("button", { name: /^Undo/ })).not.toBeInTheDocument();
    });
  }
});

test("a demonstration's page tells what was decided, and by whom it was edited, and decides again", async () => {
  const user = userEvent.setup();
  renderApp(`/projects/${PROJECT}/review/${TASK.slice(0, -1)}9`);
  const panel = await screen.findByRole("region", { name: "By Bob Ashby, edited by Rita Moreno" });
  expect(within(panel).getByText(/^Edited .* active of .* Approved by Rita Moreno/)).toBeInTheDocument();
  await user.click(within(panel).getByRole("button", { name: "Decide again" }));
  expect(within(panel).getByRole("button", { name: "Approve" })).toBeDisabled();
  await user.click(within(panel).getByRole("button", { name: "Return" }));
  await user.type(await screen.findByRole("textbox", { name: /Reason/ }), "Name a source.");
  await user.click(within(screen.getByRole("dialog")).getByRole("button", { name: "Return" }));
  await waitFor(() => {
    expect(sent[0]?.body).toEqual({
      verdict: "returned",
      reason: "Name a source.",
      supersedes: "0192a000-0000-7000-8000-0000000000a7",
    });
  });
});

test("an edit is sent with the text and a key of its own", async () => {
  const user = userEvent.setup();
  renderApp(`/projects/${PROJECT}/review?tab=demonstrations`);
  await screen.findByText("revised after a review");
  await user.keyboard("e");
  const text = await screen.findByRole("textbox", { name: "The edited answer" });
  await user.clear(text);
  await user.type(text, "Shorter.");
  await user.keyboard("{Control>}{Enter}{/Control}");
  await waitFor(() => {
    expect(sent[0]?.body).toMatchObject({ verdict: "edited", answer: { text: "Shorter." } });
  });
  expect(sent[0]?.body.submission_id).toEqual(expect.any(String));
});

test("an edit stays on the screen, and in the browser, where another reviewer was faster", async () => {
  const user = userEvent.setup();
  outrun = true;
  const { unmount } = renderApp(`/projects/${PROJECT}/review?tab=demonstrations`);
  await screen.findByText("revised after a review");
  await user.keyboard("e");
  const text = await screen.findByRole("textbox", { name: "The edited answer" });
  await user.clear(text);
  await user.type(text, "Mine.");
  await user.keyboard("{Control>}{Enter}{/Control}");
  const told = await screen.findByText(/waits no more: another reviewer decided it/);
  expect(screen.getByRole("textbox", { name: "The edited answer" })).toHaveValue("Mine.");
  expect(screen.getByRole("link", { name: /decide again/ })).toBeVisible();
  unmount();
  outrun = false;
  expect(told).not.toBeInTheDocument();
  renderApp(`/projects/${PROJECT}/review?tab=demonstrations`);
  await screen.findByText("revised after a review");
  await user.keyboard("e");
  expect(await screen.findByRole("textbox", { name: "The edited answer" })).toHaveValue("Mine.");
  await user.click(screen.getByRole("button", { name: "Cancel" }));
  await user.keyboard("e");
  expect(await screen.findByRole("textbox", { name: "The edited answer" })).not.toHaveValue("Mine.");
});

test("what another reviewer decided can no longer be decided by a key", async () => {
  const user = userEvent.setup();
  outrun = true;
  renderApp(`/projects/${PROJECT}/review?tab=demonstrations`);
  await screen.findByText("revised after a review");
  await user.keyboard("a");
  await screen.findByText(/waits no more/);
  expect(screen.queryByRole("button", { name: /^Approve/ })).not.toBeInTheDocument();
  await user.keyboard("a");
  expect(sent).toHaveLength(1);
  await user.click(screen.getByRole("button", { name: "Next" }));
  expect(await screen.findByText("No demonstration waits")).toBeInTheDocument();
});

test("each turn of a conversation is edited in its place", async () => {
  const user = userEvent.setup();
  turned = true;
  renderApp(`/projects/${PROJECT}/review?tab=demonstrations`);
  await screen.findByText("revised after a review");
  await user.keyboard("e");
  const turn = await screen.findByRole("textbox", { name: "Assistant, turn 2 of 2" });
  expect(screen.getByRole("button", { name: /^Save the edit/ })).toBeDisabled();
  await user.clear(turn);
  expect(screen.getByRole("button", { name: /^Save the edit/ })).toBeDisabled();
  await user.type(turn, "Shorter.");
  await user.keyboard("{Control>}{Enter}{/Control}");
  await waitFor(() => {
    expect(sent[0]?.body).toMatchObject({
      verdict: "edited",
      answer: { turns: [{ role: "assistant", content: "Hello!" }, { role: "assistant", content: "Shorter." }] },
    });
  });
});

test("the queue can be asked for one reason alone", async () => {
  const user = userEvent.setup();
  renderApp(`/projects/${PROJECT}/review`);
  await screen.findByRole("region", { name: "Tasks to review" });
  await user.selectOptions(screen.getByRole("combobox", { name: "Why" }), "Skipped as unclear");
  await waitFor(() => {
    expect(causes.at(-1)).toBe("skips");
  });
});

test("gold is retired, and what was retired is used again", async () => {
  const user = userEvent.setup();
  renderApp(`/projects/${PROJECT}/review?tab=gold`);
  await user.click(await screen.findByRole("button", { name: "Retire" }));
  await waitFor(() => {
    expect(goldChanged).toEqual(["retire"]);
  });
  await user.click(screen.getByRole("radio", { name: "Retired" }));
  await user.click(await screen.findByRole("button", { name: "Use again" }));
  await waitFor(() => {
    expect(goldChanged).toEqual(["retire", "restore"]);
  });
});

test("gold tells why in letters, not in the marks that were typed", async () => {
  renderApp(`/projects/${PROJECT}/review?tab=gold`);
  const table = await screen.findByRole("region", { name: "Gold items" });
  const why = within(table).getByText(/is wrong: Redis loses what it holds/);
  expect(why).toHaveTextContent(/^B is wrong/);
});

test("a judgment leads to its task's page and says whose edit it is; a prompt is read where it stands", async () => {
  renderApp(`/projects/${PROJECT}/judgments`);
  const table = await screen.findByRole("region", { name: "Judgments" });
  const link = within(table).getByRole("link", { name: "How do tides work?" });
  expect(link).toHaveAttribute("href", `/projects/${PROJECT}/review/${TASK}`);
  expect(within(table).getByText("edited by Rita Moreno")).toBeInTheDocument();
  expect(within(table).getByText("The whole prompt")).toBeInTheDocument();
  expect(within(table).getAllByText("of it 14 s edit")).toHaveLength(2);
  expect(within(table).getAllByRole("link")).toHaveLength(1);
});

test("judgments are voided only after a count, which names what learned from them", async () => {
  const user = userEvent.setup();
  renderApp(`/projects/${PROJECT}/people/${INES}`);
  await user.click(await screen.findByRole("button", { name: "Void judgments" }));
  const dialog = await screen.findByRole("dialog");
  const confirm = within(dialog).getByRole("button", { name: "Void" });
  expect(confirm).toBeDisabled();
  await user.click(within(dialog).getByRole("button", { name: "Count" }));
  expect(await within(dialog).findByText("180 judgments")).toBeInTheDocument();
  expect(within(dialog).getByText(/reward 7, policy 8/)).toBeInTheDocument();
  await user.type(within(dialog).getByRole("textbox", { name: /Reason/ }), "Careless.");
  await user.click(confirm);
  await waitFor(() => {
    expect(sent).toHaveLength(2);
  });
  expect(sent[1]?.body).toMatchObject({ cause: "void", user_id: INES, reason: "Careless." });
});

test("a person's page tells what reviewers said of their work, and leads to their judgments", async () => {
  const user = userEvent.setup();
  renderApp(`/projects/${PROJECT}/people/${INES}`);
  expect(await screen.findByText("31 of 46 read")).toBeInTheDocument();
  expect(screen.getByText("6 edited, 9 returned")).toBeInTheDocument();
  expect(screen.getByText("48.0 %")).toBeInTheDocument();
  const weeks = screen.getByRole("region", { name: "Weeks" });
  expect(within(weeks).getByText("6 of 6 approved")).toBeInTheDocument();
  expect(within(screen.getByRole("region", { name: "Attempts" })).getByText("passed")).toBeInTheDocument();
  await user.click(screen.getByRole("link", { name: "Read judgments" }));
  expect(await screen.findByText(/Only of/)).toHaveTextContent("Only of Ines Prado");
  expect(asked.at(-1)).toBe(INES);
  await user.click(screen.getByRole("link", { name: "Show everybody’s" }));
  await waitFor(() => {
    expect(screen.queryByText(/Only of/)).not.toBeInTheDocument();
  });
  await waitFor(() => {
    expect(asked.at(-1)).toBeNull();
  });
});

test("an order that was given tells afterwards what had learned from its judgments", async () => {
  const user = userEvent.setup();
  renderApp(`/projects/${PROJECT}/people`);
  const orders = await screen.findByRole("region", { name: "Orders" });
  expect(within(orders).getByText(/^All kinds, from Oct 19, 2026/)).toBeInTheDocument();
  await user.click(within(orders).getByText("What had learned from them"));
  expect(await within(orders).findByText(/Learned from by: reward 7, policy 8/)).toBeVisible();
  expect(within(orders).getByText(/rankings 4 \(November\), rankings 5/)).toBeVisible();
});

test("a paused person is resumed", async () => {
  const user = userEvent.setup();
  renderApp(`/projects/${PROJECT}/people/${INES}`);
  expect(await screen.findByText(/read section 3 on ties again/, { selector: ".mantine-Alert-message" })).toBeInTheDocument();
  await user.click(screen.getByRole("button", { name: "Resume" }));
  await waitFor(() => {
    expect(sent).toHaveLength(1);
  });
});
