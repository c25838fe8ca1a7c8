import { expect, test } from "vitest";

import { transcriptOf } from "./transcript";

const HH = "\n\nHuman: My chain slips.\n\nIt is old.\n\nAssistant: Measure it.\n\nHuman: How?\n\nAssistant: With a ruler.";

test("a published transcript is its turns, each with all of its paragraphs", () => {
  expect(transcriptOf(HH)).toEqual([
    { role: "user", content: "My chain slips.\n\nIt is old." },
    { role: "assistant", content: "Measure it." },
    { role: "user", content: "How?" },
    { role: "assistant", content: "With a ruler." },
  ]);
});

test("from a place on, a turn that is cut keeps its role", () => {
  expect(transcriptOf(HH, HH.indexOf("It is old."))?.slice(0, 2)).toEqual([
    { role: "user", content: "It is old." },
    { role: "assistant", content: "Measure it." },
  ]);
  expect(transcriptOf(HH, HH.lastIndexOf("Assistant"))).toEqual([{ role: "assistant", content: "With a ruler." }]);
});

test("a line is enough for a turn to begin", () => {
  expect(transcriptOf("USER: Hi\nAGENT: Hello.\nHow are you?")).toEqual([
    { role: "user", content: "Hi" },
    { role: "assistant", content: "Hello.\nHow are you?" },
  ]);
});

test("names of roles may be bold, and a fenced one is code", () => {
  expect(transcriptOf("**User:** Hi\n\n**Assistant**: See:\n\n```\n\nUser: no\n```")).toEqual([
    { role: "user", content: "Hi" },
    { role: "assistant", content: "See:\n\n```\n\nUser: no\n```" },
  ]);
});

test.each([
  ["an answer", "Measure it with a ruler."],
  ["an answer that quotes a conversation", "Like this:\n\nUser: Hi\n\nAssistant: Hello"],
  ["one side alone", "Assistant: Hello"],
  ["a word with a colon", "Users: many\n\nAssistants: few"],
  ["nothing", ""],
])("%s is no transcript", (_, text) => {
  expect(transcriptOf(text)).toBeNull();
});
