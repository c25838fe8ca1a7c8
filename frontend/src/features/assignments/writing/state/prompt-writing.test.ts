import { expect, test } from "vitest";

import type { PromptCheck } from "@/lib/api-types";

import {
  promptFromDraft,
  promptText,
  promptToAnswer,
  promptToDraft,
  promptTodo,
  refusalOf,
  type Brief,
} from "./prompt-writing";

const PLAIN: Brief = { form: "plain", use_case: "", instructions: "", min_examples: 0 };
const FEW: Brief = { form: "few_shot", use_case: "rewrite", instructions: "", min_examples: 2 };

test("a plain prompt needs a text and, where the brief leaves it open, a use case", () => {
  const empty = promptFromDraft(null, PLAIN);
  expect(promptTodo(empty, PLAIN)).toBe("nothing written yet");
  const written = { ...empty, text: "Name three rivers." };
  expect(promptTodo(written, PLAIN)).toBe("use case missing");
  expect(promptTodo({ ...written, useCase: "open_qa" }, PLAIN)).toBe("");
  expect(promptToAnswer({ ...written, useCase: " open_qa " }, PLAIN)).toMatchObject({ text: "Name three rivers.", use_case: "open_qa" });
});

test("a few-shot prompt starts with as many pairs as are asked for, and its draft comes back whole", () => {
  const empty = promptFromDraft(null, FEW);
  expect(empty.examples).toHaveLength(2);
  const content = { ...empty, instruction: "Do.", examples: [{ query: "a", response: "b" }, { query: "c", response: "" }], query: "e" };
  expect(promptTodo(content, FEW)).toBe("1 part to write");
  expect(promptFromDraft(promptToDraft(content, FEW), FEW)).toEqual(content);
  expect(promptText(content, FEW)).toBe("Do.\n\nQuery: a\n\nResponse: b\n\nQuery: c\n\nResponse:\n\nQuery: e\n\nResponse:");
  expect(promptToAnswer(content, FEW)).not.toHaveProperty("text");
});

test("a refusal is told in words; one's own prompt does not refuse its own revision", () => {
  const check: PromptCheck = { likenesses: [{ kind: "same", characters: 9, yours: true }], personal_data: [], refused: "prompt_duplicate", remaining: 5 };
  expect(refusalOf(check, false)).toContain("before");
  expect(refusalOf(check, true)).toBeNull();
  expect(refusalOf({ ...check, likenesses: [] }, true)).toContain("already");
  expect(refusalOf({ ...check, refused: null }, false)).toBeNull();
  expect(refusalOf(undefined, false)).toBeNull();
});
