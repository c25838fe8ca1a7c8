/** The steps of a retraining cycle in a line, each with its state and its runs. */
import type { CycleStep, StepName } from "@/lib/api-types";
import { words } from "@/lib/format";

import classes from "./CycleSteps.module.css";
import { toneOf } from "./StateBadge";
import { AnchorLink } from "./links";

export const STEP_LABEL: Record<StepName, string> = {
  freeze: "Freeze data",
  sft: "SFT",
  reward: "Reward model",
  ppo: "PPO",
  gate: "Gate",
  promote: "Promote",
  sample: "New samples",
};

const MARK: Record<string, string> = { good: "✓", bad: "!", wait: "…", busy: "", idle: "" };

interface CycleStepsProps {
  projectId: string;
  steps: readonly CycleStep[];
}

export function CycleSteps({ projectId, steps }: CycleStepsProps) {
  return (
    <ol className={classes.steps}>
      {steps.map((step) => (
        <li key={step.name} className={classes.step} data-tone={toneOf(step.state)} data-state={step.state}>
          <span className={classes.mark} aria-hidden="true">
            {MARK[toneOf(step.state)]}
          </span>
          <span className={classes.name}>{STEP_LABEL[step.name]}</span>
          <span className={classes.state}>{words(step.state)}</span>
          <span className={classes.runs}>
            {step.runs.map((run) => (
              <AnchorLink
                key={run.id}
                size="xs"
                to="/projects/$projectId/runs/$runId"
                params={{ projectId, runId: run.id }}
                aria-label={`Run of ${STEP_LABEL[step.name]}: ${words(run.role)}`}
              >
                {run.role === "train" ? "Run" : words(run.role)}
              </AnchorLink>
            ))}
          </span>
        </li>
      ))}
    </ol>
  );
}
