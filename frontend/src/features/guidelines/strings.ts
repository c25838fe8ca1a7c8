/** What the guidelines' pages say. */
import { count } from "@/lib/format";

export const TEXT = {
  title: "Guidelines",
  none: "No guidelines yet",
  noneHint: "Work starts once the project's admin has published the first release.",
  mustRead: "Please read these guidelines to the end; what is still to come stands at the foot of the page. Then confirm, and you can work.",
  mustReadQuiz: "Please read these guidelines to the end; what is still to come stands at the foot of the page. Then confirm; a short quiz follows, and you can work.",
  mustReadNew: "A new major release is out. See what changed, then confirm, and your work goes on.",
  mustReadNewQuiz: "A new major release is out. See what changed, then confirm; a short quiz follows, and your work goes on.",
  confirm: "I have read them and will follow them",
  acknowledge: "Confirm and go on",
  toQuiz: "Confirm and take the quiz",
  acknowledged: "You have confirmed this release.",
  start: "Start working",
  releasesHint: "Each release is fixed once it is published. A judgment keeps the one it was made under.",
  publishHint: "A release cannot be changed afterwards; the next one takes its place.",
  published: "The release is published.",
  nothingChanged: "Nothing changed here.",
  quizHint: "Take as many tries as you need; after each one you see why. The guidelines stay one click away.",
  questionsHint: "Answered questions are here for everybody. Nobody but reviewers sees who asked.",
  noReleasesHint: "A release has the text that people read and confirm before they work, examples, terms, and a quiz if you want one. An admin writes the first one with “New release”; nobody gets work before.",
  noneWaitsHint: "What labelers ask about the guidelines, or at a task, comes here at once. Answer it, and everybody reads it beside the guidelines.",
  noneAnsweredHint: "Questions that were answered stand here; a better answer takes the old one's place.",
  noneAskedHint: "Ask from the guidelines or from any task; the answer comes here, and to everybody, without your name.",
  noAnswers: "Ask whatever the guidelines leave open; the answer then stands here.",
  answerHint: "Answer once, and everybody in the project reads it beside the guidelines.",
  answeredHint: "As everybody in the project reads them. A better answer takes the old one's place.",
  answerAnew: "A better answer, in the old one's place",
} as const;

/** Where a part of a diff comes from. */
export const PART_LABEL = { body: "Text", examples: "Examples", glossary: "Glossary" } as const;

/** What became of a paragraph, spoken and shown. */
export const BLOCK_LABEL = {
  added: "New",
  removed: "Removed",
  changed: "Changed",
  moved_from: "Moved from here",
  moved_to: "Moved here",
} as const;

const NAMED = 2;

/** Which sections have not been on the screen yet; the first of them by name. */
export function stillToRead(left: readonly string[]): string {
  if (left.length === 0) return "Still to read: the end of this section.";
  const named = left.slice(0, NAMED).map((title) => `“${title}”`);
  const more = left.length - named.length;
  return `Still to read: ${[...named, ...(more > 0 ? [count(more, "more section")] : [])].join(", ")}.`;
}
