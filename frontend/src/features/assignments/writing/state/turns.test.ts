import { expect, test } from "vitest";

import type { Message } from "@/lib/api-types";

import { conversationOf, emptyCount, emptyTurns, linesOf, turnsFromDraft, turnsToDraft } from "./turns";

const PROMPT: Message[] = [
  { role: "system", content: "Be brief." },
  { role: "user", content: "One?" },
  { role: "assistant", content: "bad" },
  { role: "user", content: "Two?" },
];

test("each of the user's turns asks for one of the assistant's, with what was there before", () => {
  expect(emptyTurns("assistant_turns", PROMPT)).toHaveLength(2);
  const lines = linesOf("assistant_turns", PROMPT, 2);
  expect(lines.map((line) => (line.kind === "given" ? line.message.content : line.was))).toEqual([
    "Be brief.", "One?", "bad", "Two?", null,
  ]);
});

test("both sides go on behind the whole prompt", () => {
  const turns = [{ role: "assistant", content: "a" }, { role: "user", content: "b" }, { role: "assistant", content: " " }] as const;
  const lines = linesOf("both_sides", PROMPT, turns.length);
  expect(conversationOf(lines, turns).map(({ content }) => content)).toEqual(["Be brief.", "One?", "bad", "Two?", "a", "b"]);
  expect(emptyCount(turns)).toBe(1);
});

test("a draft comes back as it was; one that does not fit the task starts anew", () => {
  const empty = emptyTurns("assistant_turns", PROMPT);
  const content = turnsFromDraft({ turns: [{ role: "assistant", content: "x" }, { role: "assistant", content: "" }] }, empty, true);
  expect(content.turns[0]?.content).toBe("x");
  expect(turnsFromDraft(turnsToDraft(content), empty, true)).toEqual(content);
  expect(turnsFromDraft({ turns: [{ role: "assistant", content: "x" }] }, empty, true).turns).toEqual(empty);
  expect(turnsFromDraft({ turns: "nonsense" }, empty, false).turns).toEqual(empty);
});
