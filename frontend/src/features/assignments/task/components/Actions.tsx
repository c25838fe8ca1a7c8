/** Undo, skip and the way out of a task: at the foot of the rail, or in the dock. */
import { Button } from "@mantine/core";
import { useCallbackRef } from "@mantine/hooks";
import { memo } from "react";

import { Key } from "@/components/Key";

import { WHEN } from "../strings";
import classes from "./Actions.module.css";

interface SubmitButtonProps {
  /** What is still to do; empty when complete. The button works all the same and says it. */
  todo: string;
  busy: boolean;
  label: string;
  onSubmit: () => void;
  shortcut?: string;
}

/** Buttons of the library cost more than a key may: they are drawn again only when they change. */
export function SubmitButton({ onSubmit, ...rest }: SubmitButtonProps) {
  return <Submit {...rest} onSubmit={useCallbackRef(onSubmit)} />;
}

const Submit = memo(function Submit({ todo, busy, label, onSubmit, shortcut = "Enter" }: SubmitButtonProps) {
  return (
    <Button
      className={classes.submit}
      data-complete={todo === ""}
      loading={busy}
      onClick={onSubmit}
      aria-keyshortcuts={shortcut.replace("Ctrl ", "Control+")}
      rightSection={<Key>{shortcut}</Key>}
      fullWidth
    >
      {todo === "" ? label : `${label} · ${todo}`}
    </Button>
  );
});

/** What Undo is where nothing was done in this task yet. */
export const LAST_ANSWER = { label: "Last answer", short: "Back", name: "Back to the last answer" } as const;

interface UndoSkipProps {
  canUndo: boolean;
  leadsBack: boolean;
  onUndo: () => void;
  /** Left out where there is nothing to skip. */
  onSkip?: (() => void) | undefined;
}

export function UndoSkip({ onUndo, onSkip, ...rest }: UndoSkipProps) {
  const undo = useCallbackRef(onUndo);
  const skip = useCallbackRef(onSkip);
  return <Pair {...rest} onUndo={undo} onSkip={onSkip && skip} />;
}

const Pair = memo(function Pair({ canUndo, leadsBack, onUndo, onSkip }: UndoSkipProps) {
  return (
    <div className={classes.pair}>
      <Button
        variant="default"
        size="xs"
        disabled={!canUndo}
        onClick={onUndo}
        aria-label={leadsBack ? LAST_ANSWER.name : undefined}
        aria-keyshortcuts="u Control+z"
        rightSection={<Key>U</Key>}
      >
        {leadsBack ? LAST_ANSWER.label : "Undo"}
      </Button>
      {onSkip !== undefined && (
        <Button
          variant="default"
          size="xs"
          onClick={onSkip}
          aria-keyshortcuts="s"
          title={WHEN.skip}
          rightSection={<Key>S</Key>}
        >
          Skip
        </Button>
      )}
    </div>
  );
});
