import type { DemonstrationDecide, DemonstrationWaiting, Person, ReviewJudgment } from "@/lib/api-types";
import { ago, count, duration, excerpt, ofItEdit } from "@/lib/format";

const DECIDED = { approved: "Approved", edited: "Edited", returned: "Returned", reopened: "Taken back" } as const;

/** What was done, and to what: the next one stands in its place already. */
export function decided(verdict: DemonstrationDecide["verdict"], item: DemonstrationWaiting): string {
  const asked = item.prompt.messages.at(-1)?.content ?? "";
  return `${DECIDED[verdict]}: ${item.labeler.name}'s answer to “${excerpt(asked, 90)}”.`;
}

/** Whose text it is: an edit's is a reviewer's, under its author's name. */
export function writtenBy({ labeler, edit }: Pick<ReviewJudgment, "labeler" | "edit">): string {
  return edit === null ? `By ${labeler.name}` : `By ${labeler.name}, edited by ${edit.by.name}`;
}

/** What became of a demonstration, and when; with the time that its writing, or its edit, took. */
export function decisionOf({ submitted_at: at, active_seconds: active, edit_seconds: edits, wall_seconds: wall, decision, edit }: ReviewJudgment): string {
  const took = active + edits === 0 && wall === 0 ? "" : `, ${duration(active + edits)} active of ${duration(wall)}${edits > 0 ? `, ${ofItEdit(edits)}` : ""}`;
  const came = `${edit === null ? "Submitted" : "Edited"} ${ago(edit?.at ?? at)}${took}.`;
  if (decision === null) return came;
  const why = decision.reason === "" ? "" : `: “${decision.reason}”`;
  const waits = decision.verdict === "reopened" ? " It waits for a decision again." : "";
  return `${came} ${DECIDED[decision.verdict]} by ${decision.by.name} ${ago(decision.at)}${why}.${waits}`;
}

/** Who settled a task, to the one who reads it. */
export function settledBy(review: { reviewer: { id: string; name: string }; at: string }, me: { id: string }): string {
  const { id, name } = review.reviewer;
  return `${id === me.id ? "You" : name} settled it ${ago(review.at)}.`;
}

/** How many demonstrations of somebody reviewers have read. */
export function reviewedCount({ approved, edited, returned }: Person["reviewed"]): number {
  return approved + edited + returned;
}

/** What became of those that were not approved as they were. */
export function besides({ edited, returned }: Person["reviewed"]): string {
  return edited + returned === 0 ? "none edited or returned" : `${String(edited)} edited, ${String(returned)} returned`;
}

/** What the reviewers' pages say. */
export const TEXT = {
  queueHint: "Tasks that need a look, the most urgent first: disagreement, ratings far apart, flags that only some set, skips.",
  nothingToReview: "Nothing needs a look",
  nothingToReviewHint: "A task comes here by itself when several people have judged it and order its answers differently, rate one far apart, disagree on a flag, or skip it as unclear. Any other task opens from Judgments.",
  noneOfCause: "None for this reason",
  causes: {
    disagreement: "Ordered differently",
    ratings: "Ratings far apart",
    flags: "Flags that only some set",
    skips: "Skipped as unclear",
  },
  nothingSettled: "Nothing was settled yet",
  nothingSettledHint: "Open a task under “To review”, put its answers in order and say why: it stands here afterwards, and its labelers read the reason.",
  settleHint: "Choose each answer's place; = ties it with the one above. By keyboard: ↑ ↓ to an answer, Shift+↑ ↓ moves it. It starts from the mean of what labelers said.",
  reasonLabel: "Why",
  reasonHint: "The task's labelers read it, without your name. Each saw the answers in an order of their own: [A] is shown to everybody under their own letter.",
  nameAnswer: "Name an answer",
  lone: (letters: readonly string[]) => `${letters.join(", ")}: meant as ${letters.length === 1 ? "an answer" : "answers"}? Standing alone, a letter may be taken for another answer.`,
  refer: "Name them as answers",
  anotherSettles: "You judged this task, or wrote an answer that it shows. Another reviewer settles it.",
  settledHint: "Its labelers can read why.",
  nothingWaits: "No demonstration waits",
  nothingWaitsHint: "What is drawn for a review comes here as soon as it is handed in: a share of all demonstrations, and everybody’s first. You approve it, edit it, or return it with a reason.",
  demonstrationsHint: "A share of all demonstrations, and all of a newcomer's first. Models do not learn from an answer while it waits here, nor after you returned it.",
  gone: "It waits no more: another reviewer decided it, or its author revised it.",
  goneEdit: "Your edit is kept in this browser, and opens on its page.",
  editBelow: "The text stands below, beside your edit.",
  ownDemonstration: "You wrote this: another reviewer decides.",
  nobodyWrote: "Nobody has answered it yet: what is written stands here, with what reviewers decided.",
  returnHint: "Its author reads it, without your name, and may revise the answer.",
  goldHint: "Settled tasks whose answer is known.",
  noneRetired: "None was retired",
  goldRetired: "Retired: it checks nobody any more, and can be used again.",
  goldRestored: "In use again.",
  noGold: "No gold yet",
  noGoldHint: "Settle a task, then choose “Make gold” on its page. Gold checks people without their knowing, and fills the banks of a qualification.",
} as const;

export const CAUSE_WORDS = {
  first: "one of the author's first",
  share: "drawn at random",
  again: "revised after a review",
} as const;

export const PEOPLE = {
  nobody: "Everybody who works here, with their agreement, appears after their first judgment.",
  hint: "Agreement is with the others, on the shared sample, with its interval. Nobody is ranked by how much they do.",
  pauseHint: "They read it where their work would be. What they hold goes to others; their drafts stay.",
  paused: "Paused: they get no work, and read why.",
  resumed: "They get work again.",
  kindsHint: "What they may be given. What they hold now they may finish.",
  voidHint: "Judgments of a period leave new dataset versions, and their tasks go back to the queue, for others. Nothing is deleted.",
  voidReason: "Kept with each judgment, and read by whoever asks why.",
  relabelHint: "What was judged under an older release leaves new dataset versions and is judged anew, by others.",
  nothingVoided: "When somebody’s work cannot be trusted, void it from their page; when the guidelines changed what is right, send an older release’s work for relabeling above. Each order stands here, with its reason and how far it is.",
  stranded: (n: number) =>
    `${count(n, "place")} of them ${n === 1 ? "waits" : "wait"} for somebody new: everybody who may be given such work has had the task already.`,
  stopped: {
    must_acknowledge: "Has not confirmed the newest guidelines: no next task until then.",
    must_pass_quiz: "Has not passed the quiz of the newest guidelines: no next task until then.",
  },
  stoppedShort: { must_acknowledge: "guidelines not confirmed", must_pass_quiz: "quiz not passed" },
  outcomes: { open: "not handed in", waiting: "waits for scores", passed: "passed", failed: "not passed" },
  ordered: "A worker takes them out now.",
} as const;
