/** What the qualification's pages say. */
import type { QualificationPart } from "@/lib/api-types";

export const PART: Record<QualificationPart, string> = {
  flagging: "Flag sensitive content",
  ranking: "Rank answers",
  writing: "Write answers",
  self_assessment: "About you",
};

export const PART_SHORT: Record<QualificationPart, string> = {
  flagging: "Flagging",
  ranking: "Ranking",
  writing: "Writing",
  self_assessment: "About you",
};

export const PART_HINT: Record<QualificationPart, string> = {
  flagging: "Read short texts and say what applies. The figure is the share of texts that you flagged exactly as reviewers did.",
  ranking: "Put answers in order, ties allowed. The figure is the share of pairs that you ordered as reviewers did; ties are left out.",
  writing: "Answer prompts as an ideal assistant would. Reviewers score each answer from 1 to 7 without knowing who wrote it.",
  self_assessment: "How well you can tell sensitive speech about different groups. There is no right answer.",
};

export const PART_ASK: Record<QualificationPart, string> = {
  flagging: "Which of these apply to the text?",
  ranking: "Which answer is better? Give each a rank; the same rank is a tie.",
  writing: "Write the answer that an ideal assistant would give.",
  self_assessment: "How well can you tell sensitive speech about …?",
};

export const LEVELS = ["Not at all", "A little", "Fairly well", "Well", "Very well"] as const;

export const TEXT = {
  title: "Get qualified",
  description: "A few tasks like the real ones, before the first real one. Take your time: nothing is timed.",
  none: "Nothing to pass here",
  noneHint: "This project has no qualification: what you may work on is on your queue.",
  leave: "You may leave at any time; every answer is kept and you go on where you stopped.",
  guidelines: "Read and confirm the guidelines first: your answers are compared with them.",
  practice: "Practice",
  practiceHint: "As often as you like. After each answer you see what reviewers chose and why. It counts for nothing.",
  noPractice: "There is nothing to practise on yet",
  handIn: "Hand in",
  handInHint: "After handing in, answers cannot be changed.",
  scoring: "Scoring",
  scoringHint: "Demonstrations of people who want to qualify. You are not told whose they are.",
  nothingToScore: "Nothing waits for a score",
  nothingToScoreHint: "Where the qualification asks for demonstrations, those of each attempt come here, without names. You score each, and the attempt is decided.",
  admin: "Qualification",
  adminHint: "What newcomers pass before the first task. A version never changes; the next one takes its place.",
} as const;

export const BLOCKED = {
  already_qualified: "You have passed. There is nothing more to do.",
  waits_for_scores: "Reviewers are scoring what you wrote. You need not do anything; the result appears here.",
  no_attempts_left: "You have used all attempts. Please speak with the project's admin.",
  wait_first: "The next attempt is possible from",
} as const;

export const OUTCOME = {
  passed: { title: "You passed", text: "Well done. The work is open to you now." },
  failed: {
    title: "Not this time",
    text: "Thank you for the work you put in. Below you see how each part went; practice items show what reviewers look for.",
  },
  waiting: {
    title: "Handed in",
    text: "Reviewers score what you wrote. You need not wait here; the result appears on this page.",
  },
} as const;
