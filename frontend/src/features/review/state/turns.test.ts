import { expect, test } from "vitest";

import type { Message } from "@/lib/api-types";

import { linesOf, messagesOf } from "./turns";

const say = (role: Message["role"], content: string): Message => ({ role, content });
const contents = (messages: readonly Message[]) => messages.map(({ content }) => content).join(" ");

test("the assistant's turns stand after the user's, in place of what was there", () => {
  const prompt = [say("system", "s"), say("user", "u1"), say("assistant", "old"), say("user", "u2")];
  const turns = [say("assistant", "a1"), say("assistant", "a2")];
  expect(contents(messagesOf(prompt, turns))).toBe("s u1 a1 u2 a2");
  const written = linesOf(prompt, turns).flatMap((line) => (line.kind === "written" ? [line.index] : []));
  expect(written).toEqual([0, 1]);
});

test("a conversation that goes on reads as it was written", () => {
  const prompt = [say("user", "u1")];
  const turns = [say("assistant", "a1"), say("user", "u2"), say("assistant", "a2")];
  expect(contents(messagesOf(prompt, turns))).toBe("a1 u2 a2");
});
