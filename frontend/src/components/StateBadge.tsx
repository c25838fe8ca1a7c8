/** The state of anything that runs, builds or waits: one set of words and colours for all. */
import { words } from "@/lib/format";

import classes from "./StateBadge.module.css";

export type Tone = "busy" | "good" | "bad" | "wait" | "idle";

const TONES: Record<string, Tone> = {
  running: "busy",
  building: "busy",
  claimed: "busy",
  succeeded: "good",
  done: "good",
  ready: "good",
  serving: "good",
  active: "good",
  promote: "good",
  failed: "bad",
  refuse: "bad",
  awaiting_labels: "wait",
  awaiting_decision: "wait",
  ask: "wait",
};

/** How a state is felt; anything unknown is idle. */
export function toneOf(state: string): Tone {
  return TONES[state] ?? "idle";
}

interface StateBadgeProps {
  state: string;
  /** Other words than the state's own name. */
  label?: string;
}

export function StateBadge({ state, label }: StateBadgeProps) {
  return (
    <span className={classes.badge} data-tone={toneOf(state)}>
      {label ?? words(state)}
    </span>
  );
}
