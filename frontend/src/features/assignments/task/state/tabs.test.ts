import { afterEach, beforeEach, expect, test, vi } from "vitest";

import { TabGuard, type TabChannel, type TabMessage } from "./tabs";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** Tabs of one browser: what one says, all others hear, a moment later. */
function browser() {
  const channels = new Set<TabChannel>();
  const open = (): TabChannel => {
    const channel: TabChannel = {
      onmessage: null,
      postMessage: (data: TabMessage) => {
        for (const other of channels) {
          if (other !== channel) setTimeout(() => other.onmessage?.(new MessageEvent("message", { data })), 1);
        }
      },
      close: () => channels.delete(channel),
    };
    channels.add(channel);
    return channel;
  };
  const tab = (name: string, since: number, thing = "a1") => {
    const onYield = vi.fn(() => Promise.resolve());
    return { onYield, guard: new TabGuard({ thing, tab: name, since, channel: open(), onYield }) };
  };
  return { tab };
}

const settle = () => vi.advanceTimersByTimeAsync(50);

test("the tab that opens a task second is told, the first works on", async () => {
  const { tab } = browser();
  const first = tab("x", 1);
  await settle();
  const second = tab("y", 2);
  await settle();
  expect([first.guard.snapshot(), second.guard.snapshot()]).toEqual([false, true]);
});

test("another task in another tab is nobody's business", async () => {
  const { tab } = browser();
  const first = tab("x", 1);
  const second = tab("y", 2, "a2");
  await settle();
  expect([first.guard.snapshot(), second.guard.snapshot()]).toEqual([false, false]);
});

test("two tabs that open it at the same moment agree on one of them", async () => {
  const { tab } = browser();
  const first = tab("x", 7);
  const second = tab("y", 7);
  await settle();
  expect([first.guard.snapshot(), second.guard.snapshot()]).toEqual([false, true]);
});

test("taking it over waits until the other tab has saved", async () => {
  const { tab } = browser();
  const first = tab("x", 1);
  await settle();
  const second = tab("y", 2);
  await settle();
  let saved: () => void = () => undefined;
  first.onYield.mockImplementation(() => new Promise((resolve) => (saved = resolve)));
  const taking = second.guard.take();
  await settle();
  expect(second.guard.snapshot()).toBe(true);
  saved();
  await settle();
  await taking;
  expect([first.guard.snapshot(), second.guard.snapshot()]).toEqual([true, false]);
  // And back again, as often as one likes.
  const back = first.guard.take();
  await settle();
  await back;
  expect([first.guard.snapshot(), second.guard.snapshot()]).toEqual([false, true]);
});

test("a tab that is frozen or gone is not waited for", async () => {
  const { tab } = browser();
  const first = tab("x", 1);
  await settle();
  const second = tab("y", 2);
  await settle();
  first.guard.close();
  const taking = second.guard.take();
  await vi.advanceTimersByTimeAsync(2000);
  await taking;
  expect(second.guard.snapshot()).toBe(false);
});
