/** What Home and the history say. */
import type { TaskKind } from "@/lib/api-types";
import { count } from "@/lib/format";

export const KIND_HINT: Record<TaskKind, string> = {
  ranking: "Rate each answer (7 is best) and put them in order (1 is best). Ties are allowed.",
  comparison: "Two answers side by side: which one is better?",
  demonstration: "Write the answer you would have wanted to get.",
  prompt: "Write something a user would ask.",
  review: "Labelers disagreed; you decide.",
};

/** In the queue, of a held task behind a veil. */
export const SENSITIVE_HELD = "Marked as sensitive: shown when you choose to look.";

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

/** Refusing topics. */
export const TOPICS = {
  intro:
    "Tick what you would rather not get; it holds from the next task on. You need no reason, nobody is shown your choice, and it changes neither your standing nor your pay.",
  subjects: "Subjects",
  subjectsHint:
    "As prompts were marked when they came in. What nobody marked can still reach you: skip it, that costs nothing either.",
  sensitive: "Anything marked as sensitive",
  kinds: "Kinds of request",
} as const;

/** Before the first task, by what comes after the confirmation. */
export const NEWCOMER = {
  quiz: "Welcome. Read the guidelines and confirm them; after a short quiz about them comes your first task.",
  work: "Welcome. Read the guidelines and confirm them; your first task comes right after.",
  newQuiz: "There are new guidelines. Read and confirm them and pass their short quiz, then the work is yours.",
  newWork: "There are new guidelines. Read and confirm them, then the work is yours.",
} as const;

/** Tasks that are held. */
export const HELD = {
  until: (time: string) => `Yours until ${time}, and longer while it is open; then somebody else may get it.`,
  giveBack: "Give back",
  givenBack: "Given back; the time you spent on it counts. You can take it up again from",
  history: "History",
} as const;

/** What others said of one's work; how often it happened comes first in each line. */
export const NEWS = {
  title: "New since you last looked",
  /** Where one's own page says more. */
  place: "reviewers",
  work: [
    { what: "returned", said: (n: number) => `${count(n, "demonstration")} returned to you` },
    { what: "edited", said: (n: number) => `${count(n, "demonstration")} edited by a reviewer` },
    { what: "settled", said: (n: number) => `${count(n, "task")} settled differently by a reviewer` },
    { what: "confirmed", said: (n: number) => `${count(n, "task")} settled as you had ${n === 1 ? "it" : "them"}` },
    { what: "approved", said: (n: number) => `${count(n, "demonstration")} approved` },
  ],
  answered: (n: number) => `${count(n, "question")} of yours answered`,
} as const;
