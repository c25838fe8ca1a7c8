/** The API of the reviewers' pages for tests: what was asked and sent, and what happens meanwhile. */
import { http, HttpResponse } from "msw";
import { beforeEach } from "vitest";

import me from "@/testing/fixtures/me.json";
import { serveApi } from "@/testing/render";

import * as fixture from "../../scripts/fixture-review.mjs";

const ORIGIN = window.location.origin;
export const PROJECT = me.memberships[0]?.project.id ?? "";
const IN_PROJECT = `${ORIGIN}/api/projects/${PROJECT}`;
export const TASK = "0192a000-0000-7000-8000-0000000000c1";
export const INES = "0192a000-0000-7000-8000-0000000000e2";

interface World {
  /** The demonstration that waits is a conversation. */
  turned: boolean;
  /** Another reviewer is faster. */
  outrun: boolean;
  /** Who has settled the task already. */
  settler: string | null;
  /** Whose judgments were listed. */
  asked: (string | null)[];
  /** Reasons by which the queue was asked for. */
  causes: (string | null)[];
  goldChanged: string[];
  sent: { body: Record<string, unknown> }[];
}

const fresh = (): World => ({
  turned: false,
  outrun: false,
  settler: null,
  asked: [],
  causes: [],
  goldChanged: [],
  sent: [],
});

export const world: World = fresh();

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
  return { ...task, id: TASK, review: { ...task.review, reviewer: { id: world.settler, name: "Me" } } };
}

async function taken(request: Request): Promise<void> {
  const text = await request.text();
  world.sent.push({ body: (text === "" ? {} : JSON.parse(text)) as Record<string, unknown> });
}

function known(path: string, query?: URLSearchParams, world: { turns: boolean } | null = null) {
  const found = fixture.inProject(world, path, query);
  return HttpResponse.json(found?.[1] as object, { status: found?.[0] ?? 404 });
}

export function serveReviewing(): void {
  beforeEach(() => {
    Object.assign(world, fresh());
  });
  serveApi(
    http.get(`${ORIGIN}/api/me`, () =>
      HttpResponse.json({ ...me, memberships: [{ ...me.memberships[0], role: "reviewer" }] }),
    ),
    http.get(`${IN_PROJECT}/waiting`, () => known("waiting")),
    http.get(`${IN_PROJECT}/review-queue`, ({ request }) => {
      const { searchParams } = new URL(request.url);
      world.causes.push(searchParams.get("cause"));
      return known("review-queue", searchParams);
    }),
    http.get(`${IN_PROJECT}/demonstration-reviews`, () => world.sent.length > 0 && world.outrun ? HttpResponse.json({ items: [], waiting: 0 }) : known("demonstration-reviews", undefined, { turns: world.turned })),
    http.get(`${IN_PROJECT}/gold`, async ({ request }) => {
      const { items: [item] } = (await known("gold").json()) as { items: object[] };
      const retired = new URL(request.url).searchParams.get("retired") === "true";
      return HttpResponse.json({ items: [{ ...item, retired_at: retired ? "2026-11-21T08:00:00Z" : null }], next_cursor: null });
    }),
    http.post(`${ORIGIN}/api/gold/:id/:change`, ({ params }) => {
      world.goldChanged.push(String(params.change));
      return HttpResponse.json({});
    }),
    http.get(`${IN_PROJECT}/judgments`, ({ request }) => {
      world.asked.push(new URL(request.url).searchParams.get("labeler"));
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
      HttpResponse.json(world.settler === null ? fixture.task(world.outrun ? `${String(params.id).slice(0, -1)}2` : String(params.id))[1] as object : settledByMe()),
    ),
    http.post(`${ORIGIN}/api/tasks/:id/settle`, async ({ request }) => {
      await taken(request);
      if (world.outrun && world.sent.length === 1) {
        const error = { code: "already_settled", message: "Another reviewer settled this task meanwhile.", details: [], request_id: "r" };
        return HttpResponse.json({ error }, { status: 409 });
      }
      return HttpResponse.json({ judgment_id: "j", counted: true, surplus: false }, { status: 201 });
    }),
    http.post(`${ORIGIN}/api/demonstrations/:id/decide`, async ({ request }) => {
      await taken(request);
      if (world.outrun) {
        const error = { code: "already_reviewed", message: "This demonstration was approved already.", details: [], request_id: "r" };
        return HttpResponse.json({ error }, { status: 409 });
      }
      const { verdict } = world.sent.at(-1)?.body ?? {};
      return HttpResponse.json({ id: `decision-${String(world.sent.length)}`, verdict, judgment_id: "j", at: "2026-11-21T08:00:00Z" });
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
}
