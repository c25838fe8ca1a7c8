import { expect, test } from "vitest";

import { emptyItem, itemRequestOf } from "./item-form";

test("ranks of completions become groups by number, best first", () => {
  const completions = [
    { text: "a", rank: 2 },
    { text: "b", rank: 1 },
    { text: "c", rank: 2 },
  ];
  const body = itemRequestOf({ ...emptyItem("practice"), part: "ranking", prompt: "Q", completions });
  expect(body).toEqual({
    part: "ranking",
    use: "practice",
    language: "en",
    explanation_markdown: "",
    prompt: "Q",
    completions: ["a", "b", "c"],
    expected_ranking: [[1], [0, 2]],
  });
});

test("a text that reviewers did not flag has an empty list, not none", () => {
  const body = itemRequestOf({ ...emptyItem("screening"), text: "T" });
  expect(body.expected_flags).toEqual([]);
  expect(itemRequestOf({ ...emptyItem("screening"), text: "T", sensitive: true }).expected_flags).toEqual(["sensitive"]);
});
