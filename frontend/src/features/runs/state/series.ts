/**
 * Curves out of a run's metrics.
 *
 * Metrics come as rows of (attempt, step, phase, values). A resumed attempt repeats steps that
 * were logged before it was killed: for the same phase and step, the later row holds.
 */
import type { Recipe, RunMetric } from "@/lib/api-types";

export interface CurveSpec {
  phase: string;
  name: string;
  label: string;
}

export interface ChartSpec {
  key: string;
  title: string;
  /** What the curve shows and what is healthy, in a sentence. */
  caption: string;
  curves: readonly CurveSpec[];
}

export interface Curve {
  label: string;
  /** One value per step of the chart; null where this curve has none. */
  values: (number | null)[];
}

export interface Chart {
  spec: ChartSpec;
  steps: number[];
  curves: Curve[];
}

function both(name: string): CurveSpec[] {
  return [
    { phase: "train", name, label: "train" },
    { phase: "validation", name, label: "validation" },
  ];
}

const train = (name: string, label = "train"): CurveSpec => ({ phase: "train", name, label });

const LOSS: ChartSpec = {
  key: "loss",
  title: "Loss",
  caption: "Should fall. Once validation turns upwards, more epochs only learn by heart.",
  curves: both("loss"),
};

const RATE: ChartSpec = {
  key: "lr",
  title: "Learning rate",
  caption: "As planned: warm-up, then down.",
  curves: [train("lr", "policy"), train("value_lr", "value network")],
};

const GRADIENT: ChartSpec = {
  key: "grad_norm",
  title: "Gradient norm",
  caption: "Before clipping. Far above the clip, step after step: the learning rate is too high.",
  curves: [train("grad_norm", "policy"), train("value_grad_norm", "value network")],
};

const ACCURACY: ChartSpec = {
  key: "accuracy",
  title: "Accuracy on held-out pairs",
  caption: "Share of labels that the model agrees with; one half is guessing.",
  curves: [
    { phase: "validation", name: "accuracy", label: "validation" },
    { phase: "test", name: "accuracy", label: "test" },
  ],
};

const LOG_LOSS: ChartSpec = {
  key: "log_loss",
  title: "Log loss on held-out pairs",
  caption: "Below 0.69. Rising while accuracy stands still: overconfident.",
  curves: [{ phase: "validation", name: "log_loss", label: "validation" }],
};

const PPO: readonly ChartSpec[] = [
  {
    key: "score",
    title: "Score of the reward model",
    caption: "Demonstrations have 0. It also rises when the reward model is gamed: ask people.",
    curves: both("score"),
  },
  {
    key: "reward",
    title: "Reward",
    caption: "Score less the price of moving away from SFT: what is optimised.",
    curves: both("reward"),
  },
  {
    key: "kl",
    title: "KL from the SFT policy",
    caption: "Nats per answer. 0 at first, then up to a few.",
    curves: both("kl"),
  },
  {
    key: "entropy",
    title: "Entropy",
    caption: "Falls slowly; a collapse means that the answers have become alike.",
    curves: both("entropy"),
  },
  {
    key: "response_tokens",
    title: "Response length",
    caption: "Mean tokens. Drifting up with the score: the reward model pays for length.",
    curves: both("response_tokens"),
  },
  {
    key: "policy_loss",
    title: "Policy and value loss",
    caption: "Per answer token. The value loss falls at first.",
    curves: [train("policy_loss", "policy"), train("value_loss", "value network")],
  },
  {
    key: "clip_fraction",
    title: "Clipped share",
    caption: "Of tokens whose update was clipped; below 0.2 is healthy.",
    curves: [train("clip_fraction", "policy"), train("value_clip_fraction", "value network")],
  },
];

const CHARTS: Record<Recipe, readonly ChartSpec[]> = {
  pretrain: [LOSS, GRADIENT, RATE],
  sft: [LOSS, GRADIENT, RATE],
  reward: [LOSS, ACCURACY, LOG_LOSS, GRADIENT, RATE],
  ppo: [...PPO, GRADIENT, RATE],
  sample: [],
};

/** Which charts a recipe has, in the order they are shown. */
export function chartSpecs(recipe: Recipe): readonly ChartSpec[] {
  return CHARTS[recipe];
}

/** Adds rows that came in since; rows known already change nothing. */
export function merge(known: readonly RunMetric[], fresh: readonly RunMetric[]): RunMetric[] {
  const last = known.at(-1)?.id ?? 0;
  return [...known, ...fresh.filter(({ id }) => id > last)];
}

/** phase → step → values, the later row holding. */
function bySteps(rows: readonly RunMetric[]): Map<string, Map<number, RunMetric["values"]>> {
  const phases = new Map<string, Map<number, RunMetric["values"]>>();
  for (const { phase, step, values } of rows) {
    const steps = phases.get(phase) ?? new Map<number, RunMetric["values"]>();
    phases.set(phase, steps.set(step, { ...steps.get(step), ...values }));
  }
  return phases;
}

/** The charts that have something to show; curves without a value are left out. */
export function charts(recipe: Recipe, rows: readonly RunMetric[]): Chart[] {
  const phases = bySteps(rows);
  const value = ({ phase, name }: CurveSpec, step: number) =>
    phases.get(phase)?.get(step)?.[name] ?? null;
  return chartSpecs(recipe).flatMap((spec) => {
    const wanted = new Set(spec.curves.map(({ phase }) => phase));
    const all = [...wanted].flatMap((phase) => [...(phases.get(phase)?.keys() ?? [])]);
    const steps = [...new Set(all)]
      .sort((a, b) => a - b)
      .filter((step) => spec.curves.some((curve) => value(curve, step) !== null));
    const curves = spec.curves
      .map((curve) => ({ label: curve.label, values: steps.map((step) => value(curve, step)) }))
      .filter(({ values }) => values.some((item) => item !== null));
    return curves.length === 0 ? [] : [{ spec, steps, curves }];
  });
}
