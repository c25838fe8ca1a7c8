import { expect, test } from "vitest";

import { Holdings, type HoldingsChannel, type HoldingsMessage } from "./holdings";

/** Tabs of one browser: what one says, all others hear. */
function browser() {
  const channels: HoldingsChannel[] = [];
  return (name: string) => {
    const channel: HoldingsChannel = {
      onmessage: null,
      postMessage: (data: HoldingsMessage) => {
        for (const other of channels) {
          if (other !== channel) other.onmessage?.(new MessageEvent("message", { data }));
        }
      },
    };
    channels.push(channel);
    return new Holdings(name, channel);
  };
}

test("a tab knows what the others hold, also those that were there before it", () => {
  const open = browser();
  const first = open("x");
  first.hold(["a1", "a2"]);
  const second = open("y");
  expect(second.elsewhere()).toEqual(["a1", "a2"]);
  second.hold(["a3"]);
  expect(first.elsewhere()).toEqual(["a3"]);
});

test("what a tab lets go of is free for the others", () => {
  const open = browser();
  const first = open("x");
  const second = open("y");
  first.hold(["a1"]);
  first.hold([]);
  expect(second.elsewhere()).toEqual([]);
});

test("a browser without channels holds for itself alone", () => {
  const alone = new Holdings("x", null);
  alone.hold(["a1"]);
  expect(alone.elsewhere()).toEqual([]);
});
