import { expect, test } from "vitest";

import { sharedStart } from "./shared-start";

const LONG = "Word after word after word. ".repeat(20).trim();

test("transcripts that start alike share whole paragraphs", () => {
  const start = `User: hello\n\n${LONG}\n\n`;
  expect(sharedStart([`${start}Then this.`, `${start}Then that.`, `${start}Then it.`])).toBe(start.length);
});

test("a paragraph that only begins alike is not shared", () => {
  expect(sharedStart([`${LONG} and so on.`, `${LONG} and so forth.`])).toBe(0);
});

test("a short beginning is not worth a button", () => {
  expect(sharedStart(["Sure!\n\nOne way.", "Sure!\n\nAnother way."])).toBe(0);
});

test("of texts that are equal, or of which one ends, something is left to read", () => {
  expect(sharedStart([`${LONG}\n\nEnd.`, `${LONG}\n\nEnd.`])).toBe(LONG.length + 2);
  expect(sharedStart([`${LONG}\n\n`, `${LONG}\n\nMore.`])).toBe(0);
});

test("fenced code is not cut in the middle", () => {
  const code = `\`\`\`\n${LONG}\n\n`;
  expect(sharedStart([`${code}a()\n\`\`\``, `${code}b()\n\`\`\``])).toBe(0);
});

test("one text alone shares nothing", () => {
  expect(sharedStart([`${LONG}\n\nEnd.`])).toBe(0);
});
