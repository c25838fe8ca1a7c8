/** What the own page says. */
export const TEXT = {
  description:
    "Your work, your hours, and how your answers sit beside others’. Only you see this page; nobody is ranked by it.",
  hours: "Hours",
  hoursHint:
    "Active: the tab in sight and you at it. Open: since the task came on the screen. Skipped and revised work counts.",
  agreement: "Agreement",
  agreementHint:
    "On rankings that several people did without knowing of each other. 100 % is not the goal: on hard prompts good people differ.",
  others: "With the other labelers",
  consensus: "With what most others said",
  noFigure: "Not enough yet: it needs answers that others have given too.",
  contested: "Where a reviewer saw it differently",
  contestedHint: "What a reviewer settled differently, returned or edited, with the reason. Nobody else sees it here.",
  nothingContested: "Nothing so far.",
  questions: "Your questions",
  noQuestions: "You have not asked anything yet.",
  languages: "Languages you work in",
  languagesHint: "Qualification and practice ask in these; in any where you name none.",
  languagesLabel: "Language tags",
  languagesExample: "For example: en, pt-BR",
  noTag: (tag: string) => `“${tag}” is no language tag such as en or pt-BR.`,
  paused: "You get no new tasks for now",
} as const;

/** Whose letters those of a reason are. */
export const REVIEWERS = "The reviewer's";

export const WHAT = {
  settled: "Settled differently",
  returned: "Returned to you",
  edited: "Edited by a reviewer",
} as const;
