import { act, renderHook } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";

import type { Assignment, TaskKind } from "@/lib/api-types";

import { useKindChange } from "./useKindChange";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const show = (id: string, kind: TaskKind, revising = false) =>
  renderHook(() => useKindChange({ id, kind } as Assignment, revising)).result;

test("another kind of task is said for a moment, the same kind and an edit are not", () => {
  expect(show("1", "demonstration").current).toBe(false);
  expect(show("2", "demonstration").current).toBe(false);
  expect(show("3", "ranking", true).current).toBe(false);
  const changed = show("4", "ranking");
  act(() => {
    vi.advanceTimersByTime(1000);
  });
  expect(changed.current).toBe(true);
  act(() => {
    vi.advanceTimersByTime(10_000);
  });
  expect(changed.current).toBe(false);
  expect(show("4", "ranking").current).toBe(false);
});
