/** Everybody's answers to one task as a table: a row per answer, a column per person. */
import type { ReviewJudgment, ReviewTask } from "@/lib/api-types";

import { places, type Groups } from "./ladder";

export interface Cell {
  place: number | null;
  /** Shares its place with another answer. */
  tied: boolean;
  overall: number | null;
  flags: string[];
}

/** The ranking of an answer; null where there is none (a text, or "cannot rank"). */
export function rankingOf(answer: ReviewJudgment["answer"]): Groups | null {
  return "ranking" in answer && answer.ranking.length > 0 ? answer.ranking : null;
}

/** What one person said about one answer. */
export function cellOf(answer: ReviewJudgment["answer"], letter: string): Cell {
  const ranking = rankingOf(answer);
  const rating = "ratings" in answer ? answer.ratings[letter] : undefined;
  const place = ranking === null ? null : (places(ranking).get(letter) ?? null);
  const group = ranking?.find((one) => one.includes(letter)) ?? [];
  return {
    place,
    tied: group.length > 1,
    overall: rating?.overall ?? null,
    flags: rating?.flags ?? [],
  };
}

/** How far the places of one answer are apart, from 0 (all alike) to 1 (first against last). */
export function dispute(task: ReviewTask, letter: string): number {
  const found = standing(task).flatMap(({ answer }) => cellOf(answer, letter).place ?? []);
  if (found.length < 2 || task.slots.length < 2) return 0;
  return (Math.max(...found) - Math.min(...found)) / (task.slots.length - 1);
}

/** Answers that count: neither surplus nor voided. */
export function standing(task: ReviewTask): ReviewJudgment[] {
  return task.judgments.filter((judgment) => judgment.counted && judgment.void === null);
}

/** What was chosen beside the order, in words. */
export function remarksOf(answer: ReviewJudgment["answer"]): string[] {
  const said: string[] = [];
  if ("cannot_rank" in answer && answer.cannot_rank) said.push(`cannot rank: ${answer.cannot_rank.replaceAll("_", " ")}`);
  if ("none_acceptable" in answer && answer.none_acceptable === true) said.push("none acceptable");
  if ("both_bad" in answer && answer.both_bad === true) said.push("both bad");
  if ("strength" in answer && answer.strength) said.push(answer.strength);
  return said;
}

/** What the labeler typed beside the order: its letters are theirs. */
export function writtenOf(answer: ReviewJudgment["answer"]): string[] {
  const reason = "reason" in answer ? answer.reason : undefined;
  return [reason, answer.notes].flatMap((text) => (text === undefined || text === "" ? [] : [text]));
}
