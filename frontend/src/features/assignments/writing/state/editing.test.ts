import { expect, test } from "vitest";

import { changeOf, code, link, nextItem, prefix, table, withoutDouble, wrap, type Selection } from "./editing";

/** A selection written as text with the selected part between square quotes. */
function at(marked: string): Selection {
  const start = marked.indexOf("⟦");
  const end = marked.indexOf("⟧") - 1;
  return { text: marked.replace(/[⟦⟧]/g, ""), start, end };
}

function show({ text, start, end }: Selection): string {
  return `${text.slice(0, start)}⟦${text.slice(start, end)}⟧${text.slice(end)}`;
}

test("wrapping twice gives the text back", () => {
  const bold = wrap(at("a ⟦word⟧ b"), "**");
  expect(show(bold)).toBe("a **⟦word⟧** b");
  expect(show(wrap(bold, "**"))).toBe("a ⟦word⟧ b");
});

test("a prefix goes before every selected line and comes off again", () => {
  const list = prefix(at("one\nt⟦wo\nthr⟧ee"), "- ");
  expect(list.text).toBe("one\n- two\n- three");
  expect(prefix(list, "- ").text).toBe("one\ntwo\nthree");
});

test("part of a line becomes code in the line, more becomes a block", () => {
  expect(show(code(at("run ⟦x⟧ now")))).toBe("run `⟦x⟧` now");
  expect(show(code(at("⟦a\nb⟧")))).toBe("```\n⟦a\nb⟧\n```\n");
  expect(show(code(at("⟦⟧")))).toBe("```\n⟦⟧\n```\n");
});

test("a link selects its address", () => {
  expect(show(link(at("see ⟦this⟧")))).toBe("see [this](⟦https://⟧)");
});

test("a table goes in on a line of its own, its first heading selected", () => {
  expect(show(table(at("Text⟦⟧")))).toBe("Text\n\n| ⟦Column⟧ | Column |\n| --- | --- |\n|  |  |\n");
});

test("what was selected is never lost to a table: cells between tabs become its cells", () => {
  expect(table(at("⟦a\tb\n1|2\t3⟧")).text).toBe("| a | b |\n| --- | --- |\n| 1\\|2 | 3 |\n");
  expect(table(at("⟦plain⟧")).text).toContain("plain");
});

test("Enter goes on with a list, counts on, and ends it on an empty item", () => {
  expect(show(nextItem(at("- one⟦⟧")) ?? at("⟦⟧"))).toBe("- one\n- ⟦⟧");
  expect(show(nextItem(at("  9. nine⟦⟧")) ?? at("⟦⟧"))).toBe("  9. nine\n  10. ⟦⟧");
  expect(show(nextItem(at("- [x] done⟦⟧")) ?? at("⟦⟧"))).toBe("- [x] done\n- [ ] ⟦⟧");
  expect(show(nextItem(at("- one\n- ⟦⟧")) ?? at("⟦⟧"))).toBe("- one\n⟦⟧");
  expect(nextItem(at("no list⟦⟧"))).toBeNull();
  expect(nextItem(at("- ⟦selected⟧"))).toBeNull();
});

test("an edit is told as the smallest change, so that the browser's undo takes back no more", () => {
  expect(changeOf("one two three", "one **two** three")).toEqual({ from: 4, to: 7, put: "**two**" });
  expect(changeOf("aa", "aaa")).toEqual({ from: 2, to: 2, put: "a" });
  expect(changeOf("abc", "")).toEqual({ from: 0, to: 3, put: "" });
});

test("a list's sign typed after the one that Enter put there is swallowed, elsewhere it is meant", () => {
  const typed = (text: string) => ({ text, start: text.length, end: text.length });
  expect(withoutDouble(typed("- one\n- -"), 8)).toEqual(typed("- one\n- "));
  expect(withoutDouble(typed("1. one\n2. 2."), 10)).toEqual(typed("1. one\n2. "));
  expect(withoutDouble(typed("- one\n- [ ] -"), 12)).toEqual(typed("- one\n- [ ] "));
  expect(withoutDouble(typed("- one\n- -"), -1)).toBeNull();
  expect(withoutDouble(typed("- one\n- two -"), 8)).toBeNull();
  expect(withoutDouble(typed("- one\n- *"), 8)).toBeNull();
});
