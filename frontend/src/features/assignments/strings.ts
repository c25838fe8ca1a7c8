/** What the labeler's screens say. */
import type { SkipReason, TaskKind } from "@/lib/api-types";
import { count } from "@/lib/format";

import { ratingOf, type Content } from "./ranking/state/ranking";
import { rowOf } from "./ranking/state/rows";
import type { SaveState } from "./task/state/draft-saver";

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

export const KIND_HINT: Record<TaskKind, string> = {
  ranking: "Rate each answer (7 is best) and put them in order (1 is best). Ties are allowed.",
  comparison: "Two answers side by side: which one is better?",
  demonstration: "Write the answer you would have wanted to get.",
  prompt: "Write something a user would ask.",
  review: "Labelers disagreed; you decide.",
};

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

/** In the queue, of a held task behind a veil. */
export const SENSITIVE_HELD = "Marked as sensitive: shown when you choose to look.";

/** What is said when the server has what was handed in. */
export const HANDED_IN = {
  submit: "Submitted. You can edit it from History.",
  surplus: "Kept. Others had already completed this task meanwhile.",
  revise: "Saved. Your earlier answer stays in the record, this one counts.",
  skip: "Skipped.",
} as const;
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

/** What was skipped or given back, on the history page. */
export const SKIPS = {
  title: "Skipped and given back",
  table: "What you skipped or gave back",
  hint: "None of it counts against you. Take one up again, with your draft, while nobody else has the task.",
  /** In the place of a reason: nobody was asked for one. */
  givenBack: "Given back from Home",
  takeBack: "Take up again",
  gone: "Not open any more",
} as const;
export const VOIDED = "Taken out by a reviewer: others judge this task anew.";

export const ROLE_LABEL = { system: "System", user: "User", assistant: "Assistant" } as const;

/** "Rank 2 = C": the row as shown everywhere, and who shares it. */
export function rankLabel(content: Content, slot: string): string {
  const row = rowOf(content.rows, slot);
  if (row === -1) return "Not ranked";
  const tied = (content.rows[row] ?? []).filter((other) => other !== slot);
  return [`Rank ${String(row + 1)}`, ...tied].join(" = ");
}

/** What the live region says after a move. */
export function announcement(content: Content, slot: string, total: number): string {
  const row = rowOf(content.rows, slot);
  const ranked = `${String(content.rows.flat().length)} of ${String(total)} ranked.`;
  if (row === -1) return `Answer ${slot} is not ranked. ${ranked}`;
  const tied = (content.rows[row] ?? []).filter((other) => other !== slot);
  const tie = tied.length === 0 ? "" : `, tied with ${tied.join(" and ")}`;
  return `Answer ${slot} is rank ${String(row + 1)}${tie}. ${ranked}`;
}

export function ratingAnnouncement(content: Content, slot: string): string {
  const { overall, flags } = ratingOf(content, slot);
  const quality = overall === null ? "no rating" : `rated ${String(overall)}`;
  return `Answer ${slot}: ${quality}, ${count(flags.length, "flag")}.`;
}

export function focusAnnouncement(content: Content, slot: string): string {
  return `Answer ${slot}. ${rankLabel(content, slot)}.`;
}

type Surface = "ranking" | "comparison" | "writing";

function surfaceOf(kind: TaskKind): Surface {
  if (kind === "demonstration" || kind === "prompt") return "writing";
  return kind === "comparison" ? "comparison" : "ranking";
}

interface ShortcutGroup {
  title: string;
  /** Where they hold; left out: everywhere. */
  on?: readonly Surface[];
  keys: readonly (readonly [string, string])[];
}

const SHORTCUTS: readonly ShortcutGroup[] = [
  {
    title: "Move",
    on: ["ranking"],
    keys: [
      ["J, →", "next answer"],
      ["K, ←", "previous answer"],
      ["O", "order A–Z or by rank"],
    ],
  },
  {
    title: "Rank",
    on: ["ranking"],
    keys: [
      ["1 … 9", "put on that rank; an occupied one ties"],
      ["0", "take out of the order"],
      ["Alt + ↑ ↓", "tie with its neighbour; once more, pass it"],
      ["T", "tie with the answer above"],
      ["N, B", "none is acceptable"],
      ["X", "cannot rank: say why"],
    ],
  },
  {
    title: "Two answers",
    on: ["comparison"],
    keys: [
      ["L / T / R", "left better, tie, right better"],
      ["1 … 4", "how much: significantly … negligibly"],
      ["B", "both are bad"],
      ["E", "edit the better one, where it is asked for"],
      ["X", "cannot say: say why"],
      ["K / J", "to the left answer, to the right one"],
      ["D", "mark what the other answer lacks"],
    ],
  },
  {
    title: "Rate",
    on: ["ranking", "comparison"],
    keys: [
      ["Shift + 1 … 7", "overall quality; again clears"],
      ["F", "to the flags; Space ticks, Esc goes back"],
      ["A", "to the questions about the prompt"],
      ["M", "the answer's raw text, as it was typed"],
    ],
  },
  {
    title: "Compare",
    on: ["ranking"],
    keys: [
      ["C", "with its neighbour in the order"],
      ["L / T / R", "left better, tie, right better"],
      ["D", "mark what the other answer lacks"],
      ["Esc", "close"],
    ],
  },
  {
    title: "Write",
    on: ["writing"],
    keys: [
      ["E, Enter", "into the text"],
      ["Esc", "out of it, to the keys"],
      ["A", "to the questions about the prompt"],
      ["Ctrl + B / I", "bold, italic"],
      ["Ctrl + E", "code"],
      ["Ctrl + K", "link"],
      ["Ctrl + Shift + 6 / 9", "heading, quote"],
      ["Ctrl + Shift + 7 / 8", "numbered list, bullets; Enter goes on, twice ends"],
      ["Ctrl + Shift + L", "table"],
      ["Ctrl + Enter", "submit and go on"],
    ],
  },
  {
    title: "Hand in",
    on: ["ranking", "comparison"],
    keys: [
      ["U, Ctrl + Z", "undo; before the first step: back to the answer handed in last"],
      ["Shift + U, Ctrl + Y", "redo"],
      ["Enter, Ctrl + Enter", "submit and go on"],
    ],
  },
  {
    title: "Work",
    keys: [
      ["P", "show or hide the prompt"],
      ["S", "skip"],
      ["G", "guidelines"],
      ["?", "this list"],
    ],
  },
];

/** The keys that hold where this kind of work is done. */
export function shortcutsOf(kind: TaskKind): readonly ShortcutGroup[] {
  const surface = surfaceOf(kind);
  return SHORTCUTS.filter(({ on }) => on === undefined || on.includes(surface));
}

/** What is recorded besides the answer itself: said where people look for help. */
export const RECORDED =
  "With your answer go the time you were active, the guidelines it was made under and, for what you write, how often and how many characters you pasted and typed. These are counts, not the text, and nobody is judged by them: quoting and moving text are ordinary work. Reviewers see them as they are.";
