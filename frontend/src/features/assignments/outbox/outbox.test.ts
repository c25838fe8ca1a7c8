import { afterEach, beforeEach, expect, test, vi } from "vitest";

import { ApiError, NetworkError } from "@/lib/errors";

import { exclusiveOf, Outbox, type Outcome, type Sent } from "./outbox";
import { entryId, openOutboxStore, type Outgoing } from "./store";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const SENT: Sent = { judgmentId: "j1", surplus: false };

function entry(assignmentId: string): Outgoing {
  return {
    id: entryId(),
    action: "submit",
    projectId: "p1",
    assignmentId,
    kind: "demonstration",
    journal: `draft:${assignmentId}`,
    tab: "t1",
    body: {
      submission_id: `s-${assignmentId}`,
      answer: { text: assignmentId },
      active_seconds: 3,
      wall_seconds: 4,
      occurred_at: "2026-11-21T08:00:00Z",
    },
  };
}

type Send = (entry: Outgoing) => Promise<Sent>;

function setUp(send: Send, user = "alice") {
  const spy = vi.fn(send);
  const store = openOutboxStore(user);
  const outbox = new Outbox({ store, send: spy, exclusive: exclusiveOf(user) });
  const outcomes: Outcome[] = [];
  outbox.onOutcome((outcome) => outcomes.push(outcome));
  return { outbox, send: spy, store, outcomes };
}

const settle = (ms = 10) => vi.advanceTimersByTimeAsync(ms);

test("an entry is stored before anything is sent, and gone when the server has it", async () => {
  let answer: (sent: Sent) => void = () => undefined;
  const { outbox, store, outcomes } = setUp(() => new Promise((resolve) => (answer = resolve)));
  expect(outbox.add(entry("a1"))).toBe(true);
  expect(store.list()).toHaveLength(1);
  expect(outbox.snapshot().waiting).toHaveLength(1);
  await settle();
  answer(SENT);
  await settle();
  expect(store.list()).toEqual([]);
  expect(outcomes).toMatchObject([{ type: "sent", sent: SENT }]);
});

test("entries go out one after the other, in the order in which they came", async () => {
  const { outbox, send } = setUp(() => Promise.resolve(SENT));
  for (const id of ["a1", "a2", "a3"]) outbox.add(entry(id));
  await settle();
  expect(send.mock.calls.map(([{ assignmentId }]) => assignmentId)).toEqual(["a1", "a2", "a3"]);
});

test.each([
  ["no answer at all", new NetworkError("down")],
  ["a killed server behind its proxy", new ApiError(502, "http_502", "Bad gateway")],
  ["too many requests", new ApiError(429, "throttled", "Slow down")],
  ["a CSRF token of before the login", new ApiError(403, "permission_denied", "CSRF")],
])("%s: kept, and sent later with the very same body", async (_, error) => {
  let down = true;
  const { outbox, send } = setUp(() => (down ? Promise.reject(error) : Promise.resolve(SENT)));
  outbox.add(entry("a1"));
  outbox.add(entry("a2"));
  await settle();
  expect(outbox.snapshot()).toMatchObject({ link: "down" });
  expect(outbox.snapshot().waiting).toHaveLength(2);
  down = false;
  await settle(30_000);
  expect(outbox.snapshot()).toEqual({ waiting: [], refused: [], link: "up" });
  const bodies = send.mock.calls.filter(([{ assignmentId }]) => assignmentId === "a1");
  expect(new Set(bodies.map(([{ body }]) => JSON.stringify(body))).size).toBe(1);
  expect(send.mock.calls.at(-1)?.[0].assignmentId).toBe("a2");
});

test("a tab that was closed before its submit got out sends it at the next start", async () => {
  const first = setUp(() => Promise.reject(new NetworkError("down")));
  first.outbox.add(entry("a1"));
  await settle();
  const later = setUp(() => Promise.resolve(SENT));
  expect(later.outbox.snapshot().waiting).toHaveLength(1);
  later.outbox.retry();
  await settle();
  expect(later.send.mock.calls[0]?.[0].body).toMatchObject({ submission_id: "s-a1" });
  expect(later.store.list()).toEqual([]);
});

test("a session that ended keeps everything, and it is sent after the login", async () => {
  let signedOut = true;
  const { outbox } = setUp(() =>
    signedOut
      ? Promise.reject(new ApiError(401, "not_authenticated", "Log in"))
      : Promise.resolve(SENT),
  );
  outbox.add(entry("a1"));
  await settle();
  expect(outbox.snapshot()).toMatchObject({ link: "signed-out", waiting: [{ assignmentId: "a1" }] });
  signedOut = false;
  outbox.retry();
  await settle();
  expect(outbox.snapshot().waiting).toEqual([]);
});

test("a refused answer waits for a person and holds nobody else up", async () => {
  const { outbox, store, outcomes } = setUp(({ assignmentId }) =>
    assignmentId === "a1"
      ? Promise.reject(new ApiError(422, "invalid", "B is missing."))
      : Promise.resolve(SENT),
  );
  outbox.add(entry("a1"));
  outbox.add(entry("a2"));
  await settle(60_000);
  expect(outcomes.map(({ type }) => type)).toEqual(["refused", "sent"]);
  expect(outbox.snapshot().refused).toMatchObject([
    { assignmentId: "a1", refused: { code: "invalid", message: "B is missing." } },
  ]);
  expect(store.list()).toHaveLength(1);
  outbox.forget(outbox.snapshot().refused[0]?.id ?? "");
  expect(store.list()).toEqual([]);
});

test("what was answered from elsewhere names the judgment that stands", async () => {
  const detail = { field: "", code: "x", message: "", extra: { judgment_id: "j9" } };
  const { outbox } = setUp(() =>
    Promise.reject(new ApiError(409, "already_submitted", "It is in.", [detail])),
  );
  outbox.add(entry("a1"));
  await settle();
  expect(outbox.snapshot().refused[0]?.refused?.judgmentId).toBe("j9");
});

test("what was not sent yet can be taken back, what was sent cannot", async () => {
  let down = true;
  const { outbox, store } = setUp(() =>
    down ? Promise.reject(new NetworkError("down")) : Promise.resolve(SENT),
  );
  const [kept, sent] = [entry("a1"), entry("a2")];
  outbox.add(kept);
  outbox.add(sent);
  await settle();
  expect(await outbox.takeBack(kept.id)).toMatchObject({ assignmentId: "a1" });
  expect(store.list()).toHaveLength(1);
  down = false;
  outbox.retry();
  await settle();
  expect(await outbox.takeBack(sent.id)).toBeNull();
});

test("two tabs that share a lock send each entry once", async () => {
  const exclusive = exclusiveOf("both");
  const send = vi.fn(() => new Promise<Sent>((resolve) => setTimeout(() => { resolve(SENT); }, 50)));
  const tabs = [1, 2].map(() => new Outbox({ store: openOutboxStore("bob"), send, exclusive }));
  tabs[0]?.add(entry("a1"));
  tabs[1]?.add(entry("a2"));
  tabs[1]?.retry();
  await settle(1000);
  expect(send).toHaveBeenCalledTimes(2);
});

test("a browser that keeps nothing says so, and each person's outbox is their own", () => {
  const { outbox } = setUp(() => Promise.reject(new NetworkError("down")), "carol");
  outbox.add(entry("a1"));
  expect(openOutboxStore("dave").list()).toEqual([]);
  vi.spyOn(Storage.prototype, "setItem").mockImplementation(() => {
    throw new DOMException("full", "QuotaExceededError");
  });
  expect(outbox.add(entry("a2"))).toBe(false);
});
