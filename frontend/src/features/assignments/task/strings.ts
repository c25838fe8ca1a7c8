/** What every kind of work says. */
import type { SkipReason, TaskKind } from "@/lib/api-types";

import type { SaveState } from "./state/draft-saver";

export const KIND_LABEL: Record<TaskKind, string> = {
  ranking: "Rank answers",
  comparison: "Compare two answers",
  demonstration: "Write an ideal answer",
  prompt: "Write a prompt",
  review: "Settle a disagreement",
};

/** On a phone, below the project's name. */
export const KIND_SHORT: Record<TaskKind, string> = {
  ranking: "Rank",
  comparison: "Compare",
  demonstration: "Answer",
  prompt: "Prompt",
  review: "Settle",
};

/** Before the name of a kind that is not the last task's. */
export const NOW_ANOTHER_KIND = "Now: ";

export const SAVE_LABEL: Record<SaveState, string> = {
  clean: "No changes yet",
  saving: "Saving…",
  saved: "Draft saved",
  offline: "Offline – kept in this browser",
  "signed-out": "Signed out – kept in this browser",
  conflict: "Changed elsewhere",
  refused: "Kept in this browser only",
};

export const SAVE_LABEL_SHORT: Record<SaveState, string> = {
  ...SAVE_LABEL,
  clean: "No changes",
  offline: "Offline, kept",
  "signed-out": "Signed out, kept",
  refused: "Kept here only",
};

/** What is said when the server has what was handed in. */
export const HANDED_IN = {
  submit: "Submitted. You can edit it from History.",
  surplus: "Kept. Others had already completed this task meanwhile.",
  revise: "Saved. Your earlier answer stays in the record, this one counts.",
  skip: "Skipped.",
} as const;
/** Of a demonstration that a reviewer sent back. */
export const RETURNED = "It was returned to you: change it, or say in the note why it should stay as it is.";
/** Of an edit that changed nothing: nothing is sent. */
export const NOTHING_CHANGED = "Nothing was changed. Your answer stays as it was.";
/** What is said of an answer that waits in this browser. */
export const KEPT_UNSENT = {
  submit: "Kept in this browser, and sent by itself.",
  revise: "Your changes are kept in this browser, and sent by themselves.",
  skip: "The skip is kept in this browser, and sent by itself.",
} as const;
/** It comes back as it was; what the server has opens to be edited. */
export const TAKE_BACK = "Undo";
export const OPEN_AGAIN = "Edit";
export const TAKING_BACK = "Taking it back…";
export const SENT_MEANWHILE = "It was sent meanwhile. You can edit it from History.";
export const NOT_TAKEN = "An answer was not taken";

export const SIGN_IN_AGAIN = "Signed out – log in again to save";
export const KEPT_LABEL = "Kept in this browser until you save";
export const KEPT_LABEL_SHORT = "Kept here";

export const SKIP_REASONS: readonly { value: SkipReason; label: string }[] = [
  { value: "expertise", label: "I don't have the expertise" },
  { value: "unclear", label: "The prompt is unclear" },
  { value: "broken", label: "Something is broken or cut off" },
  { value: "wrong_language", label: "It is in the wrong language" },
  { value: "unsafe", label: "It is unsafe to answer" },
  { value: "distressing", label: "It is upsetting to read" },
  { value: "other", label: "Another reason" },
];

const INSTEAD: Partial<Record<TaskKind, string>> = {
  ranking: " Judged, but none is good or no order holds? Say “None acceptable” or “Cannot rank” instead.",
  comparison: " Judged, but neither is good or no order holds? Say “Both bad” or “Cannot say” instead.",
};

/** When skipping is meant, and what is meant instead of it. */
export function whenToSkip(kind: TaskKind): string {
  const what = kind in INSTEAD ? "judge" : "write";
  return `Not yours to ${what}, or broken: skip it. No skip counts against you.${INSTEAD[kind] ?? ""}`;
}

/** Three ways to say that something is wrong, and when each is meant. */
export const WHEN = {
  none: "There is an order, but even the best is not good enough to be sent to anybody.",
  bothBad: "Neither is good enough to be sent to anybody; the order stays as you give it.",
  cannot: "You have read them, and no order would mean anything. Answers that are equally good are a tie; an order of bad ones is “None acceptable”.",
  cannotPair: "You have read them, and no verdict would mean anything. Answers that are equally good are a tie; a better one of two bad ones is “Both bad”.",
  skip: "You are not the one to judge it, or the task is broken: it goes to somebody else.",
} as const;

export const VEIL = {
  title: "This task is marked as sensitive",
  explanation:
    "It may be unpleasant or upsetting to read. Nothing of it is shown until you choose to look. " +
    "You may give it back without a look, and no skip counts against you.",
  look: "Show it",
  skip: "Skip it",
} as const;
