import { expect, test } from "vitest";

import { matchesIn } from "./find";

function drawn(html: string): HTMLElement {
  const root = document.createElement("div");
  root.innerHTML = html;
  return root;
}

test("matches are found in any case, and across bold words", () => {
  const root = drawn("<p>The Claim <b>query</b> claims a row.</p><p>claim</p>");
  expect(matchesIn(root, "claim")).toHaveLength(3);
  const [across] = matchesIn(root, "claim query");
  expect(across?.toString()).toBe("Claim query");
});

test("an empty search finds nothing, and what is not there is not found", () => {
  expect(matchesIn(drawn("<p>text</p>"), "  ")).toEqual([]);
  expect(matchesIn(drawn("<p>text</p>"), "other")).toEqual([]);
});

test("a letter that grows in lower case does not shift what follows", () => {
  const [found] = matchesIn(drawn("<p>İstanbul here</p>"), "here");
  expect(found?.toString()).toBe("here");
});
