/** What the training pages say. */
import type { Recipe } from "@/lib/api-types";

export const RECIPE_LABEL: Record<Recipe, string> = {
  pretrain: "Pretraining",
  sft: "Supervised fine-tuning",
  reward: "Reward model",
  ppo: "PPO",
  sample: "Sampling",
};

export const TEXT = {
  trainingHint: "Cycles retrain on what has accumulated; each of their steps is a row one can look at.",
  noCycles: "No cycle yet",
  noCyclesHint: "A retrain policy starts one when enough new judgments are in. You can start one by hand as well.",
  noPolicies: "No retrain policy yet. It says when to train again, and how.",
  noRuns: "No runs yet",
  noRunsHint: "Each training run stands here with its curves, whether a cycle or the command line started it.",
  noMetrics: "No figures yet. They appear as the trainer writes them.",
  configHint: "Settings per step as JSON: freeze, sft, reward, ppo, gate, sample. Every part is optional.",
  gateHint: "People compare the candidate with what serves, blind. n was fixed beforehand, and the win rate is shown only when all are in.",
  gateWaits: "The win rate stays hidden until all comparisons are in: who looks early is tempted to stop early.",
} as const;
