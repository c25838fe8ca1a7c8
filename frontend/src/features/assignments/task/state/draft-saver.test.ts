import { afterEach, beforeEach, expect, test, vi } from "vitest";

import { ApiError, NetworkError } from "@/lib/errors";
import { openJournal } from "@/lib/journal";

import { DraftSaver, SAVE_DELAY_MS } from "./draft-saver";

beforeEach(() => {
  vi.useFakeTimers();
  localStorage.clear();
});
afterEach(() => {
  vi.useRealTimers();
});

type Save = (content: string, revision: number) => Promise<number>;

function setUp(save: Save) {
  const journal = openJournal<string>("me", "draft:1");
  const spy = vi.fn(save);
  return { journal, save: spy, saver: new DraftSaver<string>({ revision: 0, journal, save: spy }) };
}

test("a change is in the journal before anything else happens", () => {
  const { saver, journal, save } = setUp(() => Promise.resolve(1));
  saver.change("a");
  expect(journal.read()).toMatchObject({ content: "a", revision: 0 });
  expect(save).not.toHaveBeenCalled();
});

test("steady typing reaches the server within the second, newest content first", async () => {
  const { saver, save } = setUp((_, revision) => Promise.resolve(revision + 1));
  for (const text of ["a", "ab", "abc"]) {
    saver.change(text);
    await vi.advanceTimersByTimeAsync(300);
  }
  expect(save).toHaveBeenCalledTimes(1);
  expect(save).toHaveBeenCalledWith("abc", 0);
  expect(saver.snapshot()).toBe("saved");
});

test("what changes during a save goes with the next one, on its revision", async () => {
  let answer: (revision: number) => void = () => undefined;
  const { saver, save } = setUp(() => new Promise((resolve) => (answer = resolve)));
  saver.change("a");
  await vi.advanceTimersByTimeAsync(SAVE_DELAY_MS);
  saver.change("b");
  await vi.advanceTimersByTimeAsync(SAVE_DELAY_MS);
  expect(save).toHaveBeenCalledTimes(1);
  answer(5);
  await vi.advanceTimersByTimeAsync(SAVE_DELAY_MS);
  expect(save).toHaveBeenLastCalledWith("b", 5);
});

test("offline keeps the draft and tries again by itself", async () => {
  let down = true;
  const { saver, journal } = setUp(() =>
    down ? Promise.reject(new NetworkError("down")) : Promise.resolve(1),
  );
  saver.change("a");
  await vi.advanceTimersByTimeAsync(SAVE_DELAY_MS);
  expect(saver.snapshot()).toBe("offline");
  expect(journal.read()?.content).toBe("a");
  down = false;
  await vi.advanceTimersByTimeAsync(6000);
  expect(saver.snapshot()).toBe("saved");
});

test("a conflict stops saving until a person has chosen", async () => {
  const { saver, save, journal } = setUp((_, revision) =>
    revision === 0
      ? Promise.reject(new ApiError(409, "conflict_revision", "newer"))
      : Promise.resolve(revision + 1),
  );
  saver.change("mine");
  await vi.advanceTimersByTimeAsync(SAVE_DELAY_MS);
  expect(saver.snapshot()).toBe("conflict");
  saver.change("mine too");
  await vi.advanceTimersByTimeAsync(60_000);
  expect(save).toHaveBeenCalledTimes(1);
  expect(journal.read()?.content).toBe("mine too");
  saver.resolve("mine too", 7);
  await vi.advanceTimersByTimeAsync(SAVE_DELAY_MS);
  expect(save).toHaveBeenLastCalledWith("mine too", 7);
  expect(saver.snapshot()).toBe("saved");
});

test("a refused draft is kept in the browser and not sent again", async () => {
  const { saver, save, journal } = setUp(() =>
    Promise.reject(new ApiError(409, "assignment_expired", "gone")),
  );
  saver.change("a");
  await vi.advanceTimersByTimeAsync(60_000);
  expect(saver.snapshot()).toBe("refused");
  expect(save).toHaveBeenCalledTimes(1);
  expect(journal.read()?.content).toBe("a");
});

test("closing as done forgets the journal and sends nothing more", async () => {
  const { saver, save, journal } = setUp(() => Promise.resolve(1));
  saver.change("a");
  saver.close(true);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(save).not.toHaveBeenCalled();
  expect(journal.read()).toBeNull();
});
