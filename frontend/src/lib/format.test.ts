import { expect, test } from "vitest";

import { clock, count, duration, excerpt, wordCount } from "./format";

test("an excerpt drops the syntax and keeps the names", () => {
  expect(excerpt("## On `(status, run_at)`\n\n- **see** [docs](https://x.org) _now_", 80)).toBe(
    "On (status, run_at) see docs now",
  );
});

test("an excerpt of fenced code does not start with its language", () => {
  expect(excerpt("```sql\nSELECT 1;\n```", 80)).toBe("SELECT 1;");
});

test("an excerpt of a table keeps its cells apart and drops its rule", () => {
  const table = "So:\n\n| Name | City |\n|------|:----:|\n| Marta | Porto |\n| Rui | |";
  expect(excerpt(table, 80)).toBe("So: Name · City Marta · Porto Rui");
  expect(excerpt("Name | City\n--- | ---\nRui | Porto", 80)).toBe("Name City Rui Porto");
  expect(excerpt("`a || b`", 80)).toBe("a b");
});

test("a long excerpt ends with an ellipsis within its length", () => {
  expect(excerpt("one two three", 8)).toBe("one two…");
});

test("words are counted in any script", () => {
  expect(wordCount("It’s **two** words: a-b")).toBe(5);
  expect(wordCount("")).toBe(0);
  expect(wordCount("東京都に住む")).toBeGreaterThan(1);
});

test("times read like a clock or like words", () => {
  expect([clock(9), clock(75), clock(3675)]).toEqual(["0:09", "1:15", "1:01:15"]);
  expect([duration(12), duration(90), duration(4210)]).toEqual(["12 s", "2 min", "1 h 10 min"]);
});

test("one is singular", () => {
  expect([count(1, "word"), count(0, "word"), count(1200, "word")]).toEqual([
    "1 word",
    "0 words",
    "1,200 words",
  ]);
});
