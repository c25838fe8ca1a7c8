import { memo } from "react";

import { Key } from "@/components/Key";

import classes from "./AnswerText.module.css";

interface RawButtonProps {
  slot: string;
  shown: boolean;
  /** The key acts on the focused answer. */
  isFocused: boolean;
  onToggle: (slot: string) => void;
}

/** Shows the source of an answer as it is. */
export const RawButton = memo(function RawButton({ slot, shown, isFocused, onToggle }: RawButtonProps) {
  return (
    <button
      type="button"
      className={classes.raw}
      aria-pressed={shown}
      aria-label={`Source of answer ${slot}`}
      {...(isFocused ? { "aria-keyshortcuts": "m" } : {})}
      onClick={() => {
        onToggle(slot);
      }}
    >
      Source
      {isFocused && <Key>M</Key>}
    </button>
  );
});
