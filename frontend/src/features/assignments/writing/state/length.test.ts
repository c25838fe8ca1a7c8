import { expect, test } from "vitest";

import { lengthOf, readingTime } from "./length";

test("an empty text has no length", () => {
  expect(lengthOf("  ")).toEqual({ words: 0, characters: 2, tokens: 0 });
});

test("characters are counted as people see code points, tokens by bytes", () => {
  expect(lengthOf("Two words 🙂")).toEqual({ words: 2, characters: 11, tokens: 4 });
});

test("reading time is in steps of five seconds, and in minutes from one on", () => {
  expect([0, 1, 100, 230, 1500].map(readingTime)).toEqual(["0 s", "0 s", "30 s", "1 min", "7 min"]);
});
