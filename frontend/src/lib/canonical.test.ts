import { expect, test } from "vitest";

import { canonical } from "./canonical";

test("the order of keys does not matter, the order of lists does", () => {
  expect(canonical({ b: { d: 1, c: [2, 1] }, a: null })).toBe('{"a":null,"b":{"c":[2,1],"d":1}}');
  expect(canonical([1, 2])).not.toBe(canonical([2, 1]));
});
