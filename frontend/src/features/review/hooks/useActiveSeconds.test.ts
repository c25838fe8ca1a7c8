import { fireEvent, renderHook } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";

import { useActiveSeconds } from "./useActiveSeconds";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test("work counts, and a page that is left open does not", () => {
  const { result, unmount } = renderHook(() => useActiveSeconds());
  vi.advanceTimersByTime(30_000);
  expect(result.current()).toBe(30);
  vi.advanceTimersByTime(8 * 3_600_000);
  expect(result.current()).toBe(60);
  fireEvent.keyDown(window, { key: "a" });
  vi.advanceTimersByTime(10_000);
  expect(result.current()).toBe(70);
  unmount();
  fireEvent.keyDown(window, { key: "a" });
  vi.advanceTimersByTime(10_000);
  expect(result.current()).toBe(70);
});
