import { afterEach, beforeEach, expect, test, vi } from "vitest";

import { ApiError, NetworkError } from "@/lib/errors";
import { openJournal } from "@/lib/journal";

import { AnswerSaver } from "./answer-saver";
import type { Answer } from "./answers";

const journalOf = (index: number) => openJournal<Answer>("u", `attempt:${String(index)}`);
const EMPTY = [{ revision: 0, answer: null }];
type Put = (index: number, revision: number, answer: Answer) => Promise<{ revision: number }>;

beforeEach(() => {
  vi.useFakeTimers();
  localStorage.clear();
});
afterEach(() => {
  vi.useRealTimers();
});

function saverOf(put: Put, entries: { revision: number; answer: Answer | null }[] = EMPTY): AnswerSaver {
  return new AnswerSaver({ entries, put, journalOf, delayMs: 10, retryMs: 50 });
}

test("many keystrokes are one call, and the journal is cleared once it arrived", async () => {
  const put = vi.fn<Put>().mockResolvedValue({ revision: 1 });
  const saver = saverOf(put);
  for (const text of ["a", "ab", "abc"]) saver.change(0, { text });
  expect(journalOf(0).read()?.content).toEqual({ text: "abc" });
  expect(saver.read().state).toBe("saving");
  await vi.advanceTimersByTimeAsync(20);
  expect(put.mock.calls).toEqual([[0, 0, { text: "abc" }]]);
  expect(saver.read()).toMatchObject({ state: "saved", entries: [{ revision: 1, dirty: false }] });
  expect(journalOf(0).read()).toBeNull();
});

test("what is typed while a call is under way follows it, on top of its revision", async () => {
  let arrive: (saved: { revision: number }) => void = () => undefined;
  const put = vi.fn<Put>().mockReturnValueOnce(new Promise((resolve) => (arrive = resolve)));
  put.mockResolvedValue({ revision: 2 });
  const saver = saverOf(put);
  saver.change(0, { text: "a" });
  await vi.advanceTimersByTimeAsync(20);
  saver.change(0, { text: "ab" });
  await vi.advanceTimersByTimeAsync(20);
  expect(put).toHaveBeenCalledTimes(1);
  arrive({ revision: 1 });
  await vi.advanceTimersByTimeAsync(20);
  expect(put.mock.calls[1]).toEqual([0, 1, { text: "ab" }]);
  expect(saver.read().state).toBe("saved");
});

test("a crash loses nothing: what the server lacks comes back and is sent", async () => {
  const never = saverOf(() => new Promise(() => undefined));
  never.change(0, { text: "half a sen" });
  never.stop();
  const put = vi.fn<Put>().mockResolvedValue({ revision: 1 });
  const saver = saverOf(put);
  expect(saver.read().entries[0]?.answer).toEqual({ text: "half a sen" });
  saver.resume();
  await vi.advanceTimersByTimeAsync(5);
  expect(put).toHaveBeenCalledWith(0, 0, { text: "half a sen" });
});

test("an older journal does not win over what the server has", () => {
  journalOf(0).write({ text: "old" }, 1);
  const saver = saverOf(vi.fn<Put>(), [{ revision: 3, answer: { text: "new" } }]);
  expect(saver.read().entries[0]).toEqual({ revision: 3, answer: { text: "new" }, dirty: false });
});

test("silence is tried again until it arrives", async () => {
  const put = vi.fn<Put>().mockRejectedValueOnce(new NetworkError("away"));
  put.mockResolvedValue({ revision: 1 });
  const saver = saverOf(put);
  saver.change(0, { text: "a" });
  expect(await saver.flush()).toBe(false);
  expect(saver.read().state).toBe("offline");
  await vi.advanceTimersByTimeAsync(60);
  expect(saver.read().state).toBe("saved");
});

test("what another tab saved is taken over and said", async () => {
  const extra = { revision: 4, answer: { text: "theirs" } };
  const detail = { field: "revision", code: "conflict_revision", message: "", extra };
  const put = vi.fn<Put>().mockRejectedValue(new ApiError(409, "conflict_revision", "x", [detail]));
  const saver = saverOf(put);
  saver.change(0, { text: "mine" });
  expect(await saver.flush()).toBe(true);
  expect(saver.read().entries[0]).toEqual({ revision: 4, answer: { text: "theirs" }, dirty: false });
  expect(saver.read().notice).toContain("another tab");
});
