/** What the datasets page says. */
import type { Dataset, DatasetKind } from "@/lib/api-types";

export const DATASET_KINDS: readonly { value: DatasetKind; label: string; hint: string }[] = [
  { value: "preference_pairs", label: "Preference pairs", hint: "Chosen and rejected, from rankings: for reward models and DPO." },
  { value: "rankings", label: "Rankings", hint: "Each judgment with its groups, ratings and flags." },
  { value: "demonstrations", label: "Demonstrations", hint: "Written ideal answers: for supervised fine-tuning." },
  { value: "unpaired", label: "Unpaired", hint: "Single answers with a thumb: for KTO." },
  { value: "prompts", label: "Prompts", hint: "Conversations alone: for PPO and sampling." },
];

export function kindLabel(kind: DatasetKind): string {
  return DATASET_KINDS.find(({ value }) => value === kind)?.label ?? kind;
}

/** What one row is, in the list's figures. */
const ROW: Record<DatasetKind, readonly [string, string]> = {
  preference_pairs: ["pair", "pairs"],
  rankings: ["prompt", "prompts"],
  demonstrations: ["answer", "answers"],
  unpaired: ["answer", "answers"],
  prompts: ["prompt", "prompts"],
};

export function rowsOf(kind: DatasetKind, rows: number): string {
  return rows === 1 ? ROW[kind][0] : ROW[kind][1];
}

/** The choices that a version was frozen with, as sentences; those that bear on its kind. */
export function filtersOf({ kind, filters }: Pick<Dataset, "kind" | "filters">): string[] {
  if (kind === "unpaired") return ["Thumbs of end users who agreed that they are stored and trained on."];
  if (kind === "prompts") return ["All prompts."];
  const { min_agreement: least, include_surplus: surplus } = filters;
  const beyond = `Answers beyond the number that a task asked for: ${surplus ? "included" : "left out"}.`;
  if (kind === "demonstrations") {
    return [
      filters.review === "approved"
        ? "Without demonstrations that wait for a review or were returned."
        : "With demonstrations that wait for a review or were returned.",
      "With imported ideal answers.",
      `Edits of the better of two: ${filters.include_edits ? "included" : "left out"}.`,
      beyond,
    ];
  }
  return [
    least === null ? "Rankings of every task, however much its labelers agree." : `Train leaves out tasks whose labelers agree on less than ${String(Math.round(100 * least))}\u00a0% of the pairs.`,
    filters.settled === "review" ? "Of settled tasks the review's ranking alone." : "Of settled tasks everybody's rankings.",
    beyond,
  ];
}

export const TEXT = {
  hint: "Each version is frozen in one transaction and never changes. The split of a prompt is fixed at intake.",
  agreementHint: "80: the train split leaves out tasks whose labelers order fewer than 80\u00a0% of the pairs alike. Empty: all. Leaving disputed tasks out usually hurts.",
  none: "No dataset version yet",
  noneHint: "Freeze one: it takes what people have judged so far.",
} as const;
