import { expect, test } from "vitest";

import type { ModelVersion } from "@/lib/api-types";

import { canPromote, headline } from "./state";

const POLICY = { role: "policy", kind: "trained", serving: false, metrics: {} } as ModelVersion;

test("only a policy with weights of ours that does not serve yet can be promoted", () => {
  expect(canPromote(POLICY)).toBe(true);
  expect(canPromote({ ...POLICY, serving: true })).toBe(false);
  expect(canPromote({ ...POLICY, role: "reward" })).toBe(false);
  expect(canPromote({ ...POLICY, kind: "external" })).toBe(false);
});

test("the figures that tell most come first, and costs not at all", () => {
  const metrics = { cpu_seconds: 12, stopped_by_kl: 0, validation_kl: 0.9, validation_score: 0.2, note: "x" };
  expect(headline({ ...POLICY, metrics })).toEqual([
    { name: "validation score", value: 0.2 },
    { name: "validation kl", value: 0.9 },
  ]);
});
