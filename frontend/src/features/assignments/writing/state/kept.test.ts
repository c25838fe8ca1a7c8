import { expect, test } from "vitest";

import { openKept, textOf } from "./kept";

test("what was not chosen is there when the page is opened again, newest first, once", () => {
  const kept = openKept("alice", "a1");
  kept.add({ text: "first" }, "here");
  kept.add({ text: "second" }, "elsewhere");
  kept.add({ text: "first" }, "here");
  const again = openKept("alice", "a1").list();
  expect(again.map(({ content }) => content.text)).toEqual(["first", "second"]);
  expect(openKept("bob", "a1").list()).toEqual([]);
  expect(openKept("alice", "a2").list()).toEqual([]);
});

test("a window that goes on in a conflict keeps one version of itself, the newest", () => {
  const kept = openKept("alice", "a3");
  kept.add({ text: "other" }, "elsewhere");
  kept.hold({ text: "m" });
  kept.hold({ text: "mi" });
  kept.hold({ text: "mine" });
  expect(kept.list().map(({ content }) => content.text)).toEqual(["mine", "other"]);
});

test("only the newest dozen is kept", () => {
  const kept = openKept("alice", "a4");
  for (let index = 0; index < 20; index += 1) kept.add({ text: String(index) }, "here");
  expect(kept.list()).toHaveLength(12);
  expect(kept.list()[0]?.content.text).toBe("19");
});

test("drafts of every kind of writing have a text, a ranking has none", () => {
  expect(textOf({ text: "plain" })).toBe("plain");
  expect(textOf({ turns: [{ role: "assistant", content: "Hello" }, { role: "user", content: "Go on" }] })).toBe(
    "**Assistant**\n\nHello\n\n**User**\n\nGo on",
  );
  expect(textOf({ instruction: "Do", examples: [{ query: "a", response: "b" }], query: "c" })).toBe(
    "Do\n\n**Query:** a\n\n**Response:** b\n\nc",
  );
  expect(textOf({ ranking: [["A"]] })).toBeNull();
  expect(textOf(null)).toBe("");
});
