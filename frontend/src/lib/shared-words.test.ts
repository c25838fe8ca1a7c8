import { expect, test } from "vitest";

import { shareOf, sharedWith, wordsOf } from "./shared-words";

const LEFT = wordsOf("Keep the transaction short. Claim the row, then do the work elsewhere.");
const RIGHT = wordsOf("First do the work elsewhere! Keep the transaction *short*, claim nothing.");

test("a run of four words counts wherever it stands, shorter ones do not", () => {
  const shared = LEFT.filter((_, index) => sharedWith(RIGHT)(LEFT)[index]);
  expect(shared.join(" ")).toBe("keep the transaction short claim do the work elsewhere");
});

test("equal texts share everything, strangers nothing", () => {
  expect(shareOf(LEFT, LEFT)).toBe(1);
  expect(shareOf(LEFT, wordsOf("Something else entirely, in other words."))).toBe(0);
});

test("texts shorter than a run are compared whole", () => {
  expect(shareOf(wordsOf("Yes indeed"), wordsOf("yes, indeed!"))).toBe(1);
  expect(shareOf(wordsOf("Yes"), wordsOf("No"))).toBe(0);
});

test("Markdown syntax and fence languages are no words", () => {
  expect(wordsOf("```python\n**x**\n```")).toEqual(["x"]);
});
