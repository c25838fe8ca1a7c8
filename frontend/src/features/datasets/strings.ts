/** What the datasets page says. */
import type { DatasetKind } from "@/lib/api-types";

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

export const TEXT = {
  hint: "Each version is frozen in one transaction and never changes. The split of a prompt is fixed at intake.",
  none: "No dataset version yet",
  noneHint: "Freeze one: it takes what people have judged so far.",
} as const;
