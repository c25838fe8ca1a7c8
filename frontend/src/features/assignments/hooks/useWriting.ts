/** What is being written: the text, what is said about the prompt, and its way into the draft. */
import { useCallback, useRef, useState } from "react";

import type { DemonstrationAnswer } from "@/lib/api-types";

import { booleans } from "../state/ranking";
import type { DraftContent } from "./useDraft";

export interface WritingContent {
  text: string;
  promptFields: Readonly<Record<string, boolean>>;
  notes: string;
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}

export function writingFromDraft(draft: DraftContent | null): WritingContent {
  return {
    text: text(draft?.text),
    promptFields: booleans(draft?.prompt_fields),
    notes: text(draft?.notes),
  };
}

export function writingToDraft(content: WritingContent): DraftContent {
  return { text: content.text, prompt_fields: content.promptFields, notes: content.notes };
}

export function writingToAnswer({ text, promptFields, notes }: WritingContent): DemonstrationAnswer {
  return {
    text,
    prompt_fields: { ...promptFields },
    ...(notes.trim() === "" ? {} : { notes }),
  };
}

export interface Writing {
  content: WritingContent;
  set: (change: Partial<WritingContent>) => void;
  /** Takes another draft as it is, without saving it again. */
  replace: (draft: DraftContent) => void;
}

export function useWriting(
  initial: DraftContent | null,
  onChange: (draft: DraftContent) => void,
): Writing {
  const [content, setContent] = useState(() => writingFromDraft(initial));
  // Input events may come faster than renders; each must build on the other's result.
  const latest = useRef(content);
  const put = useCallback((next: WritingContent) => {
    latest.current = next;
    setContent(next);
  }, []);
  const set = useCallback(
    (change: Partial<WritingContent>) => {
      const next = { ...latest.current, ...change };
      put(next);
      onChange(writingToDraft(next));
    },
    [onChange, put],
  );
  const replace = useCallback(
    (draft: DraftContent) => {
      put(writingFromDraft(draft));
    },
    [put],
  );
  return { content, set, replace };
}
