/** The content of a demonstration: one text, and what is said about the prompt. */
import type { DemonstrationAnswer } from "@/lib/api-types";

import type { DraftContent } from "../../task/hooks/useDraft";
import { booleans } from "../../task/state/prompt-fields";
import { factsFrom, type WritingFacts } from "../state/facts";
import { useContent, type Content, type Shape } from "./useContent";

export interface WritingContent {
  text: string;
  promptFields: Readonly<Record<string, boolean>>;
  notes: string;
  facts: WritingFacts;
}

export type Writing = Content<WritingContent>;

export function said(value: unknown): string {
  return typeof value === "string" ? value : "";
}

export function writingFromDraft(draft: DraftContent | null): WritingContent {
  return {
    text: said(draft?.text),
    promptFields: booleans(draft?.prompt_fields),
    notes: said(draft?.notes),
    facts: factsFrom(draft?.writing),
  };
}

export function writingToDraft(content: WritingContent): DraftContent {
  return { text: content.text, prompt_fields: content.promptFields, notes: content.notes, writing: content.facts };
}

export function writingToAnswer({ text, promptFields, notes, facts }: WritingContent): DemonstrationAnswer {
  return {
    text,
    prompt_fields: { ...promptFields },
    ...(notes.trim() === "" ? {} : { notes }),
    writing: facts,
  };
}

const SHAPE: Shape<WritingContent> = { fromDraft: writingFromDraft, toDraft: writingToDraft };

export function useWriting(
  initial: DraftContent | null,
  onChange: (draft: DraftContent) => void,
): Writing {
  return useContent(SHAPE, initial, onChange);
}
