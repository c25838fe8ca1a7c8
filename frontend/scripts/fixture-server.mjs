/**
 * Serves the built app as Django does (strict CSP with a nonce, tags from the manifest) over
 * an API of fixtures kept in memory. For pictures and for trying the screens without a server.
 *
 * Run: `npm run build && node scripts/fixture-server.mjs [port]`.
 */
import { randomBytes } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";

import * as guidelines from "./fixture-guidelines.mjs";
import * as qualification from "./fixture-qualification.mjs";
import * as review from "./fixture-review.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
// Several builds may lie beside each other: TOUCHSTONE_STATIC_DIST says which one is served.
const dist = process.env.TOUCHSTONE_STATIC_DIST ?? join(root, "dist");
const TYPES = { ".js": "text/javascript", ".css": "text/css", ".woff2": "font/woff2", ".json": "application/json" };

const fixture = (name) =>
  JSON.parse(readFileSync(join(root, "src/testing/fixtures", `${name}.json`), "utf8"));

function collect(manifest, key, seen, css, scripts) {
  if (seen.has(key)) return;
  seen.add(key);
  const chunk = manifest[key];
  for (const file of chunk.css ?? []) css.add(file);
  for (const next of chunk.imports ?? []) collect(manifest, next, seen, css, scripts);
  scripts.add(chunk.file);
}

function page(nonce) {
  const manifest = JSON.parse(readFileSync(join(dist, "manifest.json"), "utf8"));
  const css = new Set();
  const scripts = new Set();
  collect(manifest, "src/main.tsx", new Set(), css, scripts);
  const entry = manifest["src/main.tsx"].file;
  return `<!doctype html><html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="csp-nonce" content="${nonce}"><title>Touchstone</title>
${[...css].map((file) => `<link rel="stylesheet" href="/static/${file}">`).join("\n")}
${[...scripts].map((file) => `<link rel="modulepreload" href="/static/${file}">`).join("\n")}
<script type="module" src="/static/${entry}"></script></head><body><div id="root"></div></body></html>`;
}

function policy(nonce) {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
}

/** A new world: who is logged in, what is drafted, what was submitted. */
export function createWorld({ loggedIn = true, mustAcknowledge = false, mustPassQuiz = false, role = "labeler", qualification: standing = "none" } = {}) {
  const byId = new Map(
    ["ranking", "comparison", "demonstration", "long", "transcripts", "turns", "prompt"].map((name) => {
      const item = fixture(name);
      return [item.id, item];
    }),
  );
  const me = fixture("me");
  for (const membership of me.memberships) membership.role = role;
  return { loggedIn, mustAcknowledge, mustPassQuiz, byId, me, submitted: [], drafts: 0, down: false, expired: false, refuse: null, qualification: standing };
}

const error = (status, code, message) => [
  status,
  { error: { code, message, details: [], request_id: "fixture" } },
];

/** The answer of the fixture API: [status, body]. */
export function answer(world, method, path, body, ifMatch) {
  if (path === "/_allauth/browser/v1/auth/login") {
    if (body.password !== "correct horse") {
      return [400, { status: 400, errors: [{ code: "email_password_mismatch", param: "password", message: "The email address and/or password you specified are not correct." }] }];
    }
    if (body.email.startsWith("mfa")) {
      return [401, { status: 401, data: { flows: [{ id: "mfa_authenticate", is_pending: true }] }, meta: { is_authenticated: false } }];
    }
    world.loggedIn = true;
    return [200, { status: 200, data: {}, meta: { is_authenticated: true } }];
  }
  if (path === "/_allauth/browser/v1/auth/2fa/authenticate" || path === "/_allauth/browser/v1/auth/session") {
    world.loggedIn = path.endsWith("authenticate");
    return world.loggedIn ? [200, { status: 200 }] : [401, { status: 401, data: { flows: [] } }];
  }
  if (path.startsWith("/api/invitations/")) {
    if (path.includes("used")) return error(410, "invitation_used", "This invitation was used.");
    if (path.endsWith("/accept")) return [200, world.me];
    return [200, { email: "bob@example.org", role: "labeler", project_name: "Helpful assistant", about_pay: "12 € an hour, paid at the end of the month.", expires_at: "2026-12-01T00:00:00Z", account_exists: false }];
  }
  if (!world.loggedIn) return error(401, "not_authenticated", "Log in first.");
  return answerLoggedIn(world, method, path, body, ifMatch);
}

function answerLoggedIn(world, method, path, body, ifMatch) {
  if (path === "/api/me") {
    if (method === "PATCH") Object.assign(world.me, body);
    return [200, world.me];
  }
  const [, , kind, id, verb, more] = path.split("/");
  if (kind === "projects") return inProject(world, id, [verb, more].filter(Boolean).join("/"), body, method);
  if (kind === "runs") return [200, verb === "metrics" ? { items: more === undefined ? fixture("run").metrics : [], last_id: 99 } : fixture("run").run];
  if (kind === "tasks") return review.task(id, verb, body);
  if (kind === "qualification-attempts") return qualification.attempt(world, verb, body);
  if (kind === "practice") return qualification.feedback();
  if (kind === "guidelines") return guidelines.guideline(world, fixture, verb);
  if (kind === "quiz-tries") return guidelines.quizResult(world, body);
  if (kind === "questions") return verb === "answers" ? [201, {}] : guidelines.oneQuestion(fixture);
  if (kind === "judgments" && verb === "revise") {
    world.submitted.push({ id, verb, body });
    return [201, { judgment_id: `${id}2`, counted: true, surplus: false }];
  }
  if (kind === "judgments") {
    const answer = { ranking: [["F"], ["A", "C"], ["B"], ["D"], ["E"], ["G"], ["H"], ["I"]], ratings: Object.fromEntries([..."ABCDEFGHI"].map((slot, index) => [slot, { overall: 7 - (index % 7), flags: [] }])), prompt_fields: {} };
    return [200, { assignment: fixture("ranking"), answer, revision: 1, submitted_at: "2026-11-21T08:00:00Z" }];
  }
  if (kind === "assignments") return ofAssignment(world, id, verb, body, ifMatch);
  return error(404, "not_found", "There is no such thing.");
}

const user = (id, name) => ({ id: `0192a000-0000-7000-8000-0000000000${id}`, name, email: `${name.split(" ")[0].toLowerCase()}@example.org`, is_simulated: false });
const MEMBERS = [
  { id: "m1", user: user("b1", "Alice Anders"), role: "admin", is_active: true, joined_at: "2026-09-01T08:00:00Z" },
  { id: "m2", user: user("b2", "Bob Ashby"), role: "labeler", is_active: true, joined_at: "2026-11-02T08:00:00Z" },
  { id: "m3", user: user("b3", "Dana Okafor"), role: "reviewer", is_active: false, joined_at: "2026-10-11T08:00:00Z" },
];
const INVITATIONS = ["open", "accepted"].map((state, index) => ({ id: `i${index}`, email: `${state}@example.org`, role: "labeler", expires_at: "2100-01-01T00:00:00Z", accepted_at: state === "open" ? null : "2026-11-02T08:00:00Z", revoked_at: null }));

function inProject(world, id, rest, body, method) {
  if (rest === "queue") {
    const queue = fixture("queue");
    if (id.endsWith("a2")) return [200, { kinds: [], must_acknowledge: false, must_pass_quiz: false, paused: null, about_pay: "", held: [], today: { submitted: 0, revised: 0, active_seconds: 0 } }];
    return [200, { ...queue, must_acknowledge: world.mustAcknowledge, must_pass_quiz: world.mustPassQuiz }];
  }
  if (rest === "topics") {
    if (body?.refused !== undefined) world.refusedTopics = body.refused;
    const refused = world.refusedTopics ?? [];
    const tasks = { sensitive: 41, "use_case:rewrite": 120, "use_case:open_qa": 310, "tag:medicine": 12, "tag:law": 9 };
    return [200, { topics: Object.entries(tasks).map(([topic, count]) => ({ topic, tasks: count, refused: refused.includes(topic) })) }];
  }
  if (rest === "me" || rest === "ledger" || rest === "me/contested") {
    const own = fixture("own");
    return [200, { me: own.standing, ledger: own.ledger, "me/contested": own.contested }[rest]];
  }
  if (rest === "members") return [200, { items: MEMBERS, next_cursor: null }];
  if (rest === "invitations") return [200, { items: INVITATIONS, next_cursor: null }];
  if (rest === "history") return [200, fixture("history")];
  if (rest === "skips") return [200, fixture("skips")];
  const known = guidelines.inProject(world, fixture, rest, method) ?? review.inProject(world, rest) ?? qualification.inProject(world, rest, method);
  if (known !== null) return known;
  if (rest === "prompts/check") return [200, checked(body)];
  if (rest === "assignments/next") {
    if (world.mustAcknowledge) return [200, { assignment: null, reason: "must_acknowledge" }];
    const open = [...world.byId.values()].filter(
      (item) =>
        !world.submitted.some(({ id: done }) => done === item.id) &&
        !(body.exclude ?? []).includes(item.id) &&
        (body.kinds === undefined || body.kinds.includes(item.kind)),
    );
    const next = open[0] ?? null;
    return [200, { assignment: next && { ...next, opened: body.prefetch !== true }, reason: next ? null : "no_more_tasks" }];
  }
  return error(404, "not_found", "There is no such thing.");
}

/** Everything that begins with "The same" is there already, "Nearly" is near; an @ is an address. */
function checked({ text = "", instruction = "", query = "", examples = [] }) {
  const whole = [text, instruction, query, ...examples.flatMap((one) => [one.query, one.response])].join(" ").trim();
  const same = whole.startsWith("The same");
  const near = whole.startsWith("Nearly");
  const address = /\S+@\S+\.\w+/.exec(whole);
  return {
    likenesses: same ? [{ kind: "same", characters: whole.length, yours: false }] : near ? [{ kind: "near", characters: 122, yours: true }] : [],
    personal_data: address ? [{ kind: "email", excerpt: address[0], why: "An e-mail address points to one person, and a model may repeat it." }] : [],
    refused: same ? "prompt_duplicate" : null,
    remaining: 188,
  };
}

function ofAssignment(world, id, verb, body, ifMatch) {
  const item = world.byId.get(id);
  if (item === undefined) return error(404, "not_found", "There is no such assignment.");
  if (verb === "draft") {
    if (ifMatch !== `"${item.draft.revision}"`) return error(409, "conflict_revision", "Another page saved it.");
    item.draft = { revision: item.draft.revision + 1, content: body.content, saved_at: new Date().toISOString() };
    return [200, { revision: item.draft.revision, saved_at: item.draft.saved_at }];
  }
  if (verb === "heartbeat") return [200, { lease_until: item.lease_until }];
  if (verb === "open" && world.expired) return error(409, "assignment_expired", "The lease ran out and the task went to somebody else.");
  if (verb === "submit" && world.refuse !== null) {
    const { status, code, message, extra } = world.refuse;
    return [status, { error: { code, message, details: extra ? [{ field: "", code, message, extra }] : [], request_id: "fixture" } }];
  }
  if (verb === "submit" || verb === "skip") {
    world.submitted.push({ id, verb, body });
    return verb === "skip" ? [200, {}] : [201, { judgment_id: "j", counted: true, surplus: false }];
  }
  return [200, { ...item, opened: true }];
}

function sendStatic(path, response) {
  const file = normalize(join(dist, path.slice("/static/".length)));
  if (!file.startsWith(dist) || !existsSync(file)) return response.writeHead(404).end();
  return response.writeHead(200, { "Content-Type": TYPES[extname(file)] ?? "application/octet-stream" }).end(readFileSync(file));
}

async function readJson(request) {
  const parts = [];
  for await (const part of request) parts.push(part);
  const text = Buffer.concat(parts).toString("utf8");
  return text === "" ? {} : JSON.parse(text);
}

export function startFixtureServer({ port = 0, world = createWorld() } = {}) {
  const state = { world, delay: null };
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url, "http://localhost");
    if (pathname.startsWith("/static/")) return sendStatic(pathname, response);
    if (pathname.startsWith("/api/") || pathname.startsWith("/_allauth/")) {
      const body = await readJson(request);
      if (state.world.down) return request.socket.destroy();
      if (request.method !== "GET" && request.headers["x-csrftoken"] !== "fixture") {
        return response.writeHead(403, { "Content-Type": "application/json" }).end(JSON.stringify({ error: { code: "csrf_failed", message: "CSRF token missing.", details: [], request_id: "fixture" } }));
      }
      if (state.delay !== null && pathname.endsWith(`/${state.delay.verb}`)) {
        await new Promise((resolve) => setTimeout(resolve, state.delay.ms));
      }
      const [status, result] = answer(state.world, request.method, pathname, body, request.headers["if-match"]);
      return response.writeHead(status, { "Content-Type": "application/json" }).end(JSON.stringify(result));
    }
    const nonce = randomBytes(16).toString("base64");
    return response
      .writeHead(200, { "Content-Type": "text/html", "Content-Security-Policy": policy(nonce), "Set-Cookie": "csrftoken=fixture; Path=/; SameSite=Lax" })
      .end(page(nonce));
  });
  return new Promise((resolve) => {
    server.listen(port, "127.0.0.1", () => {
      resolve({ url: `http://127.0.0.1:${server.address().port}`, state, close: () => server.close() });
    });
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { url } = await startFixtureServer({ port: Number(process.argv[2] ?? 4173) });
  console.log(`Touchstone on fixtures: ${url}`);
}
