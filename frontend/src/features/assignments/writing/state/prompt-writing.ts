/** A prompt as it is written: one text, or the parts of a few-shot prompt. */
import type { Assignment, PromptAnswer, PromptCheck, WrittenPrompt } from "@/lib/api-types";

import { booleans } from "../../task/state/prompt-fields";
import { factsFrom, type WritingFacts } from "./facts";

export interface Example {
  query: string;
  response: string;
}

export interface PromptContent {
  text: string;
  instruction: string;
  examples: readonly Example[];
  query: string;
  useCase: string;
  sensitive: boolean;
  /** What looks personal is made up. */
  invented: boolean;
  promptFields: Readonly<Record<string, boolean>>;
  notes: string;
  facts: WritingFacts;
}

type Draft = Record<string, unknown>;
export type Brief = NonNullable<Assignment["brief"]>;

const said = (value: unknown) => (typeof value === "string" ? value : "");

function exampleOf(value: unknown): Example {
  const { query, response } = (typeof value === "object" && value !== null ? value : {}) as Draft;
  return { query: said(query), response: said(response) };
}

export function promptFromDraft(draft: Draft | null, { form, min_examples: least }: Brief): PromptContent {
  const stored = Array.isArray(draft?.examples) ? draft.examples.map(exampleOf) : [];
  const missing = form === "few_shot" ? Math.max(least - stored.length, 0) : 0;
  return {
    text: said(draft?.text),
    instruction: said(draft?.instruction),
    examples: [...stored, ...Array.from({ length: missing }, () => ({ query: "", response: "" }))],
    query: said(draft?.query),
    useCase: said(draft?.use_case),
    sensitive: draft?.sensitive === true,
    invented: draft?.invented === true,
    promptFields: booleans(draft?.prompt_fields),
    notes: said(draft?.notes),
    facts: factsFrom(draft?.writing),
  };
}

export function writtenOf(content: PromptContent, { form }: Brief): WrittenPrompt {
  if (form !== "few_shot") return { text: content.text };
  const { instruction, examples, query } = content;
  return { instruction, examples: examples.map((example) => ({ ...example })), query };
}

export function promptToDraft(content: PromptContent, brief: Brief): Draft {
  return {
    ...writtenOf(content, brief),
    use_case: content.useCase,
    sensitive: content.sensitive,
    invented: content.invented,
    prompt_fields: content.promptFields,
    notes: content.notes,
    writing: content.facts,
  };
}

export function promptToAnswer(content: PromptContent, brief: Brief): PromptAnswer {
  return {
    ...writtenOf(content, brief),
    use_case: brief.use_case === "" ? content.useCase.trim() : "",
    sensitive: content.sensitive,
    invented: content.invented,
    prompt_fields: { ...content.promptFields },
    ...(content.notes.trim() === "" ? {} : { notes: content.notes }),
    writing: content.facts,
  };
}

/** The prompt as one text, as the server will make it of the parts. */
export function promptText(content: PromptContent, { form }: Brief): string {
  if (form !== "few_shot") return content.text;
  const pair = ({ query, response }: Example) => `Query: ${query.trim()}\n\nResponse: ${response.trim()}`.trimEnd();
  const parts = [content.instruction.trim(), ...content.examples.map(pair), pair({ query: content.query, response: "" })];
  return parts.filter((part) => part !== "").join("\n\n");
}

export function nothingWritten(content: PromptContent): boolean {
  const { text, instruction, examples, query } = content;
  const all = [text, instruction, query, ...examples.flatMap((example) => [example.query, example.response])];
  return all.every((part) => part.trim() === "");
}

/** What is still to do, in the fewest words; empty when complete. */
export function promptTodo(content: PromptContent, brief: Brief): string {
  if (nothingWritten(content)) return "nothing written yet";
  if (brief.form === "few_shot") {
    const parts = [content.instruction, content.query, ...content.examples.flatMap(({ query, response }) => [query, response])];
    const empty = parts.filter((part) => part.trim() === "").length;
    if (empty > 0) return empty === 1 ? "1 part to write" : `${String(empty)} parts to write`;
  }
  return brief.use_case === "" && content.useCase.trim() === "" ? "use case missing" : "";
}

/** Why a submit would be refused, in words; null where it would not. */
export function refusalOf(check: PromptCheck | undefined, revising: boolean): string | null {
  const refused = check?.refused ?? null;
  if (refused === null || check === undefined) return null;
  if (refused === "prompt_duplicate") {
    const own = check.likenesses.some(({ kind, yours }) => kind === "same" && yours);
    if (revising && own) return null;
    return own ? "You have written this very prompt before." : "This very prompt is in the project already.";
  }
  if (refused === "author_cap") return "You have written as many prompts as one person may in this project.";
  return "It begins like prompts that are kept apart for testing: write it differently.";
}
