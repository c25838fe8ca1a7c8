/** What the own page says. */
import type { News } from "@/lib/api-types";
import { count } from "@/lib/format";

export const TEXT = {
  description:
    "Your work, your hours, and how your answers sit beside others’.",
  who: "Who sees what",
  whoSees: [
    "Reviewers and admins of the project see, of each person: judgments, skips and active time in total and by week, agreement with others and with gold, and each answer with the seconds spent on it.",
    "Admins also get everybody’s hours by day as a table.",
    "Other labelers see none of this. “With what most others said” and the topics you leave out are shown to nobody but you.",
    "No list puts people in an order of speed or amount.",
  ],
  hours: "Hours",
  hoursHint:
    "Active: the tab in sight and you at it. Open: since the task came on the screen; “wall_seconds” in the CSV. Skipped and edited work counts.",
  agreement: "Agreement",
  agreementHint:
    "On rankings that several people did without knowing of each other. 100 % is not the goal: on hard prompts good people differ.",
  others: "With the other labelers",
  consensus: "With what most others said",
  noFigure: "Nothing to compare yet: it is measured only on a random shared sample of tasks, not on every task that others did too.",
  contested: "Where a reviewer saw it differently",
  contestedHint: "What a reviewer settled differently, returned or edited, with the reason. Nobody else sees it here.",
  nothingContested: "Nothing so far.",
  questions: "Your questions",
  noQuestions: "You have not asked anything yet.",
  languages: "Languages you work in",
  languagesHint: "Qualification and practice are then in these languages only. Where none is named, they can be in any language.",
  languagesLabel: "Languages, as codes (en, de, pt-BR)",
  languagesExample: "For example: en for English, pt-BR for Brazilian Portuguese",
  noTag: (tag: string) => `“${tag}” is no language tag such as en or pt-BR.`,
  paused: "You get no new tasks for now",
} as const;

/** What reviewers saw as one did, since one last looked; empty where nothing is new. */
export function alsoNew({ confirmed, approved }: News["work"]): string {
  const parts = [];
  if (confirmed > 0) parts.push(`${count(confirmed, "task")} settled as you had ${confirmed === 1 ? "it" : "them"}`);
  if (approved > 0) parts.push(`${count(approved, "demonstration")} approved`);
  return parts.length === 0 ? "" : `New since you last looked: ${parts.join(", ")}.`;
}
