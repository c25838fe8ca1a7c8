/** What the fixture API answers on reviewing, people and voids. */
const AT = "2026-11-21T08:10:00Z";
const RITA = { id: "0192a000-0000-7000-8000-0000000000f1", name: "Rita Moreno" };
const PEOPLE = ["Bob Ashby", "Dana Okafor", "Ines Prado"].map((name, index) => ({ id: `0192a000-0000-7000-8000-0000000000e${index}`, name }));
const TEXTS = [
  "You claim a row with a lease: set `leased_until` and a token in one `UPDATE … RETURNING`, then work outside the transaction.\n\n```sql\nUPDATE job SET leased_until = now() + interval '1 min'\n WHERE id = (SELECT id FROM job WHERE leased_until < now()\n             FOR UPDATE SKIP LOCKED LIMIT 1)\nRETURNING id;\n```\n\nA worker that dies simply lets its lease run out.",
  "Use Redis. It is faster than any database and never loses a job.",
  "Keep a `status` column and poll it every second from each worker. Add a lock table if two workers collide.",
  "A queue in PostgreSQL works well up to some thousand jobs a second. Claim rows with `FOR UPDATE SKIP LOCKED`, keep the claim short, and let a sweeper free what a dead worker held.",
];
const LETTERS = ["A", "B", "C", "D"];
const FLAGS = [
  { key: "fails_instruction", label: "Fails to follow the instruction", description: "" },
  { key: "hallucination", label: "Hallucination", description: "" },
];

const ratings = (overall, flags = {}) => Object.fromEntries(LETTERS.map((letter, index) => [letter, { overall: overall[index], flags: flags[letter] ?? [] }]));
const judgment = (index, ranking, rated, extra = {}) => ({
  id: `0192a000-0000-7000-8000-0000000000d${index}`, labeler: PEOPLE[index], submitted_at: AT, guideline_number: index === 2 ? "1.3" : "2.0",
  active_seconds: 214 + 60 * index, edit_seconds: 0, wall_seconds: 402 + 100 * index, revision: 1 + (index === 1), counted: true, gold_check: false, void: null, edit: null, decision: null,
  answer: { ranking, ratings: rated, notes: "", prompt_fields: {} }, letters: Object.fromEntries(LETTERS.map((letter, at) => [letter, LETTERS[(at + index) % 4]])), ...extra,
});
const PROMPT = { messages: [{ role: "user", content: "How do I build a job queue on PostgreSQL so that a worker that dies does not lose its job?" }], language: "en", use_case: "open_qa", sensitive: false, reference_documents: [] };

const TASK = {
  id: "0192a000-0000-7000-8000-0000000000c1", kind: "ranking", purpose: "training", overlap: 3, places_open: 0, withdrawn: false, created_at: AT, prompt: PROMPT,
  slots: LETTERS.map((slot, index) => ({ slot, text: TEXTS[index] })),
  rating_schema: { id: "s", version: 1, scale: { min: 1, max: 7, low_label: "useless", high_label: "could not be better" }, flags: FLAGS, prompt_fields: [] },
  judgments: [
    judgment(0, [["A"], ["D"], ["C"], ["B"]], ratings([7, 2, 4, 6], { B: ["hallucination"] })),
    judgment(1, [["D"], ["A"], ["B", "C"]], ratings([5, 3, 3, 7]), { answer: { ranking: [["D"], ["A"], ["B", "C"]], ratings: ratings([5, 3, 3, 7]), notes: "C says when it stops working well.", prompt_fields: {} } }),
    judgment(2, [["B"], ["A"], ["D"], ["C"]], ratings([5, 6, 2, 4])),
  ],
  skips: [{ labeler: { id: "x", name: "Tom Birk" }, reason: "expertise", note: "I do not know databases.", at: AT }],
  figures: { need: 1.18, judgments: 3, disagreement: 13 / 18, pairs: 18, discordant: 13, tied: 0, spread: 4, contested_flags: ["hallucination"], unclear_skips: 0 },
  review: null, another_settles: false, gold_id: null,
};
const SETTLED = { ...TASK, review: { id: "r", reviewer: RITA, ranking: [["A"], ["D"], ["C"], ["B"]], reason: "[B] is wrong: Redis loses what it holds in memory. [A] names the lease, [D] the limits.", at: AT, revision: 1 } };

// A demonstration that was edited, and then approved.
const WRITTEN = {
  ...TASK, id: "0192a000-0000-7000-8000-0000000000c9", kind: "demonstration", overlap: 1, slots: [], skips: [], figures: null,
  judgments: [judgment(0, [], {}, {
    answer: { text: TEXTS[0], notes: "", prompt_fields: {} }, letters: {}, revision: 2, edit: { by: RITA, at: AT },
    decision: { id: "0192a000-0000-7000-8000-0000000000a7", verdict: "approved", by: RITA, reason: "", at: AT },
  })],
};

const row = (index, excerpt, fields) => ({ task_id: `0192a000-0000-7000-8000-0000000000c${index}`, kind: "ranking", prompt_excerpt: excerpt, need: 1, judgments: 3, overlap: 3, places_open: 0, disagreement: null, spread: 0, contested_flags: [], unclear_skips: 0, settled: false, ...fields });
const QUEUE = [
  row(1, PROMPT.messages[0].content, { disagreement: 0.72, spread: 4, contested_flags: ["hallucination"] }),
  row(2, "Write a short apology from an airline to a passenger whose luggage was lost twice.", { disagreement: 0.61, spread: 3 }),
  row(3, "اشرح الفرق بين التعلم الخاضع للإشراف والتعلم غير الخاضع للإشراف.", { disagreement: 0.5, judgments: 2, places_open: 1 }),
  row(4, "Is it safe to take ibuprofen together with paracetamol for a fever?", { kind: "comparison", disagreement: 0.33, contested_flags: ["gives_harmful_advice", "fails_instruction"] }),
  row(5, "(no text, a broken import)", { judgments: 0, unclear_skips: 3, places_open: 3 }),
];
const figure = (value, n) => ({ value, interval: value === null ? null : [value - 0.06, value + 0.05], standard_error: 0.03, n, n_clusters: Math.round(n / 6), coverage: 0.4, tie_rate: 0.08, tie_rule: "excluded", definition: "pairwise_with_others" });
const person = (user, fields) => ({ user, role: "labeler", is_active: true, joined_at: "2026-09-02T08:00:00Z", paused: null, kinds: ["ranking", "comparison"], judgments: 412, skips: 9, voided: 0, active_seconds: 96_400, last_submitted_at: AT, agreement: figure(0.74, 640), gold: figure(null, 0), reviewers: figure(null, 0), reviewed: { approved: 0, edited: 0, returned: 0 }, stopped_by: null, ...fields });
const PERSONS = [
  person(PEOPLE[2], { judgments: 388, skips: 2, voided: 41, paused: { reason: "Please read section 3 on ties again and write to me before you go on.", at: AT }, agreement: figure(0.57, 590), gold: figure(0.61, 144), reviewers: figure(0.48, 96), reviewed: { approved: 31, edited: 6, returned: 9 } }),
  person(PEOPLE[1], { kinds: ["comparison", "demonstration", "ranking"], judgments: 506, active_seconds: 128_000 }),
  person(PEOPLE[0], { joined_at: "2026-11-16T08:00:00Z", judgments: 14, active_seconds: 3900, agreement: figure(null, 0), kinds: ["ranking"], stopped_by: "must_acknowledge" }),
  person(RITA, { role: "reviewer", judgments: 63, skips: 0, agreement: figure(0.78, 88) }),
];
const WEEKS = [0.71, 0.69, 0.66, 0.6, 0.52, 0.49].map((value, index) => ({ week: new Date(Date.UTC(2026, 9, 5 + 7 * index)).toISOString().slice(0, 10), judgments: 80 - 4 * index, skips: index % 2, active_seconds: 18_000 - 2100 * index, agreement: figure(value, 110), gold: figure(value + 0.04, 24), reviewed: { approved: 6 - index, edited: index % 2, returned: index } }));
const ORDER = { id: "v1", cause: "void", reason: "Ranks without reading since October.", user: PEOPLE[2], kinds: [], before_guideline: null, since: "2026-10-19T00:00:00Z", until: AT, by: RITA, created_at: AT, total: 180, done: 117, finished_at: null };
const ATTEMPTS = [{ number: 2, started_at: "2026-10-02T08:00:00Z", submitted_at: "2026-10-02T09:10:00Z", outcome: "passed" }];
const PREVIEW = { judgments: 180, people: 1, places: 171, stranded: 12, datasets: [{ id: "d1", kind: "rankings", number: 4, name: "November" }, { id: "d2", kind: "rankings", number: 5, name: "" }], models: [{ id: "m1", name: "reward", number: 7, role: "reward" }, { id: "m2", name: "policy", number: 8, role: "policy" }] };
const WAITING = {
  waiting: 7,
  items: [{
    judgment_id: "0192a000-0000-7000-8000-0000000000b1", task_id: "0192a000-0000-7000-8000-0000000000c9", decision_id: null, cause: "again", labeler: PEOPLE[0], submitted_at: AT, active_seconds: 640, edit_seconds: 0, wall_seconds: 1130, guideline_number: "2.0", revision: 2, prompt: PROMPT,
    answer: { text: `## A queue with leases\n\n${TEXTS[0]}\n\nSource: the PostgreSQL manual on \`SELECT\`.`, notes: "", prompt_fields: {} },
    returned: { answer: { text: TEXTS[0], notes: "", prompt_fields: {} }, reason: "Right, but say where SKIP LOCKED is documented.", at: AT },
  }],
};

const said = (role, content) => ({ role, content });
const WAITING_TURNS = {
  ...WAITING,
  items: [{
    ...WAITING.items[0], returned: null,
    prompt: { ...PROMPT, messages: [said("user", "Hello, who are you?"), said("assistant", "idk"), said("user", "And what can you do?")] },
    answer: { turns: [said("assistant", "Hello!"), said("assistant", "I answer questions, and I write, sum up and translate texts.")], notes: "", prompt_fields: {} },
  }],
};

const page = (items) => ({ items, next_cursor: null });

export function inProject(world, rest, query) {
  if (rest === "waiting") return [200, { tasks: 5, demonstrations: 7, questions: 2, scores: 1 }];
  if (rest === "review-queue") return [200, { ...page(query?.get("state") === "settled" ? QUEUE.slice(0, 2) : QUEUE), open: 5 }];
  if (rest === "demonstration-reviews") return [200, world?.turns === true ? WAITING_TURNS : WAITING];
  if (rest === "gold") return [200, page([{ id: "g1", task_id: TASK.id, kind: "ranking", prompt_excerpt: PROMPT.messages[0].content, note: "", reason: SETTLED.review.reason, created_by: RITA, created_at: AT, retired_at: null }])];
  if (rest === "people") return [200, page(PERSONS)];
  if (rest.startsWith("people/")) return [200, { ...PERSONS[0], may_decide: true, attempts: ATTEMPTS, weeks: WEEKS, pauses: [{ reason: PERSONS[0].paused.reason, at: AT, by: RITA, ended_at: null, ended_by: null }] }];
  if (rest === "voids/preview") return [200, PREVIEW];
  if (rest === "voids") return [200, page([ORDER])];
  if (rest === "eligibilities") return [200, page(PERSONS[0].kinds.map((kind, index) => ({ id: `e${index}`, user: PEOPLE[2], kind, language: "*", expertise: "*", valid_until: null, granted_at: AT })))];
  return null;
}

export function task(id, verb, body) {
  if (verb === undefined) return [200, id.endsWith("c2") ? SETTLED : id.endsWith("c9") ? WRITTEN : TASK];
  return verb === "overlap" ? [200, { id, overlap: body.overlap }] : [201, { judgment_id: "j", counted: true, surplus: false }];
}
