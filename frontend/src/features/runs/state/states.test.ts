import { expect, test } from "vitest";

import type { Cycle, CycleStep, Run, StepName, StepState } from "@/lib/api-types";

import { configProblem, fieldsOf, requestOf } from "./policy-form";
import {
  canCancelCycle,
  canCancelRun,
  canResumeCycle,
  canRetryRun,
  currentStep,
  hasGate,
  secondsOf,
} from "./states";

function step(name: StepName, state: StepState): CycleStep {
  return { name, state, run: null, runs: [], error: null, started_at: null, finished_at: null, summary: {} };
}

function cycle(state: Cycle["state"], steps: CycleStep[]): Cycle {
  return { state, steps } as unknown as Cycle;
}

function run(state: Run["state"], cancelRequested = false): Run {
  return { state, cancel_requested: cancelRequested } as Run;
}

test("a run at work can be cancelled once, and only a finished one retried", () => {
  expect(canCancelRun(run("running"))).toBe(true);
  expect(canCancelRun(run("running", true))).toBe(false);
  expect(canCancelRun(run("succeeded"))).toBe(false);
  expect(canRetryRun(run("failed"))).toBe(true);
  expect(canRetryRun(run("cancelled"))).toBe(true);
  expect(canRetryRun(run("succeeded"))).toBe(false);
});

test("only a failed cycle is resumed, and none that is over is cancelled", () => {
  expect(canResumeCycle(cycle("failed", []))).toBe(true);
  expect(canResumeCycle(cycle("running", []))).toBe(false);
  expect(canCancelCycle(cycle("failed", []))).toBe(true);
  expect(canCancelCycle(cycle("done", []))).toBe(false);
});

test("the cycle stands at the step that waits, works or failed", () => {
  const steps = [step("freeze", "done"), step("sft", "failed"), step("reward", "pending")];
  expect(currentStep(cycle("failed", steps))?.name).toBe("sft");
  expect(currentStep(cycle("done", [step("freeze", "done"), step("promote", "skipped")]))).toBeNull();
});

test("there is a gate to show once its step has begun", () => {
  expect(hasGate(cycle("running", [step("gate", "pending")]))).toBe(false);
  expect(hasGate(cycle("running", [step("gate", "awaiting_labels")]))).toBe(true);
});

test("time runs on until the end, and not before the start", () => {
  const now = Date.parse("2026-01-01T00:01:00Z");
  const start = "2026-01-01T00:00:00Z";
  expect(secondsOf({ started_at: null, finished_at: null }, now)).toBeNull();
  expect(secondsOf({ started_at: start, finished_at: null }, now)).toBe(60);
  expect(secondsOf({ started_at: start, finished_at: "2026-01-01T00:00:10Z" }, now)).toBe(10);
});

test("a policy's settings are one JSON object, and go out as typed", () => {
  expect(configProblem("{}")).toBeNull();
  expect(configProblem("[1]")).toContain("object");
  expect(configProblem("{")).toContain("JSON");
  const fields = { ...fieldsOf(null), name: " Weekly ", days: 7, config: '{"gate": {"n": 80}}' };
  expect(requestOf(fields)).toEqual({
    name: "Weekly",
    is_active: true,
    every_judgments: 500,
    every_days: 7,
    config: { gate: { n: 80 } },
  });
});
