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

/** Shows the Markdown of an answer as it was typed. */
export const RawButton = memo(function RawButton({ slot, shown, isFocused, onToggle }: RawButtonProps) {
  return (
    <button
      type="button"
      className={classes.raw}
      aria-pressed={shown}
      aria-label={`Raw text of answer ${slot}`}
      title="The text as it was typed, before it is laid out"
      {...(isFocused ? { "aria-keyshortcuts": "m" } : {})}
      onClick={() => {
        onToggle(slot);
      }}
    >
      Raw
      {isFocused && <Key>M</Key>}
    </button>
  );
});
