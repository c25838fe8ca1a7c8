/** What the reviewers' pages say. */
export const TEXT = {
  queueHint: "Tasks that need a look, the most urgent first: disagreement, ratings far apart, flags that only some set, skips.",
  nothingToReview: "Nothing needs a look",
  nothingSettled: "Nothing was settled yet",
  settleHint: "Order the answers: ↑ ↓ choose, Shift+↑ ↓ move, = ties with the one above. It starts from the mean of what labelers said.",
  reasonLabel: "Why",
  reasonHint: "The task's labelers read it, without your name.",
  settled: "Settled. Its labelers can read why.",
  nothingWaits: "No demonstration waits",
  demonstrationsHint: "A share of all demonstrations, and all of a newcomer's first. What waits or went back is not learned from.",
  returnHint: "Its author reads it, without your name, and may revise the answer.",
  goldHint: "Settled tasks whose answer is known.",
  noGold: "No gold yet",
} as const;

export const CAUSE_WORDS = {
  first: "one of the author's first",
  share: "drawn at random",
  again: "revised after a review",
} as const;
