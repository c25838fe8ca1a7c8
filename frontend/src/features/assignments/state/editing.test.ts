import { expect, test } from "vitest";

import { code, link, prefix, wrap, type Selection } from "./editing";

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
