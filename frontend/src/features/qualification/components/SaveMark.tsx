import type { SaveState } from "../state/answer-saver";
import classes from "./AttemptRunner.module.css";

const SAID: Record<SaveState, string> = {
  saved: "✓ Saved",
  saving: "Saving …",
  offline: "Not saved on the server yet; trying again",
};

/** Whether the server has every answer. */
export function SaveMark({ state }: { state: SaveState }) {
  return (
    <span className={classes.mark} data-state={state} role="status">
      {SAID[state]}
    </span>
  );
}
