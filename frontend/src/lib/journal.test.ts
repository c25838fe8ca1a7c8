import { afterEach, expect, test, vi } from "vitest";

import { openJournal, sweepJournals } from "./journal";

afterEach(() => vi.restoreAllMocks());

test("what was written is read back, for this user and thing only", () => {
  openJournal("alice", "draft:1").write({ text: "a" }, 3);
  expect(openJournal("alice", "draft:1").read()).toMatchObject({ content: { text: "a" }, revision: 3 });
  expect(openJournal("bob", "draft:1").read()).toBeNull();
  expect(openJournal("alice", "draft:2").read()).toBeNull();
});

test("a browser that refuses storage says so and breaks nothing", () => {
  vi.spyOn(Storage.prototype, "setItem").mockImplementation(() => {
    throw new DOMException("full", "QuotaExceededError");
  });
  expect(openJournal("alice", "draft:1").write("a", 0)).toBe(false);
});

test("an entry that is no JSON reads as none", () => {
  localStorage.setItem("touchstone:journal:alice:draft:1", "{");
  expect(openJournal("alice", "draft:1").read()).toBeNull();
});

test("the sweep forgets old entries alone, and nothing that is not a journal", () => {
  openJournal("alice", "old").write("a", 0);
  localStorage.setItem("mantine-color-scheme-value", "dark");
  sweepJournals(Date.now() + 29 * 24 * 3600 * 1000);
  expect(openJournal("alice", "old").read()).not.toBeNull();
  sweepJournals(Date.now() + 31 * 24 * 3600 * 1000);
  expect(openJournal("alice", "old").read()).toBeNull();
  expect(localStorage.getItem("mantine-color-scheme-value")).toBe("dark");
});
