import { expect, test } from "vitest";

import type { RunMetric } from "@/lib/api-types";

import { charts, merge } from "./series";

let id = 0;

function row(step: number, phase: string, values: RunMetric["values"], attempt = 1): RunMetric {
  id += 1;
  return { id, attempt, step, phase, values };
}

test("training and validation share a chart on the steps of both", () => {
  const rows = [
    row(1, "train", { loss: 2 }),
    row(2, "train", { loss: 1.5 }),
    row(2, "validation", { loss: 1.7 }),
    row(3, "validation", { loss: 1.6 }),
  ];
  const [loss] = charts("sft", rows);
  expect(loss?.steps).toEqual([1, 2, 3]);
  expect(loss?.curves).toEqual([
    { label: "train", values: [2, 1.5, null] },
    { label: "validation", values: [null, 1.7, 1.6] },
  ]);
});

test("a step that a resumed attempt logs again has its later value", () => {
  const rows = [
    row(1, "train", { loss: 2 }),
    row(2, "train", { loss: 9 }),
    row(2, "train", { loss: 1.5 }, 2),
  ];
  expect(charts("sft", rows)[0]?.curves[0]?.values).toEqual([2, 1.5]);
});

test("steps stand in order however the rows came in", () => {
  const rows = [row(20, "train", { loss: 1 }), row(3, "train", { loss: 2 })];
  expect(charts("sft", rows)[0]?.steps).toEqual([3, 20]);
});

test("charts and curves without a value are left out, and a null is no value", () => {
  const rows = [row(1, "train", { loss: null, lr: 0.1 })];
  const drawn = charts("sft", rows);
  expect(drawn.map(({ spec }) => spec.key)).toEqual(["lr"]);
  expect(drawn[0]?.curves.map(({ label }) => label)).toEqual(["policy"]);
});

test("the reward model shows accuracy and PPO shows score, reward and KL", () => {
  const accuracy = [row(10, "validation", { accuracy: 0.7, log_loss: 0.6 })];
  expect(charts("reward", accuracy).map(({ spec }) => spec.key)).toEqual(["accuracy", "log_loss"]);
  const ppo = [row(1, "train", { score: 0.1, reward: 0.05, kl: 0.2, entropy: 1 })];
  expect(charts("ppo", ppo).map(({ spec }) => spec.key)).toEqual(["score", "reward", "kl", "entropy"]);
});

test("merging keeps each row once", () => {
  const first = [row(1, "train", { loss: 2 }), row(2, "train", { loss: 1 })];
  const later = row(3, "train", { loss: 0.5 });
  expect(merge(first, [...first, later])).toEqual([...first, later]);
});
