import { Key } from "@/components/Key";

import { useBenchContext } from "../hooks/useBench";
import classes from "./AnswerText.module.css";

/** Shows the source of an answer as it is; the key acts on the focused one. */
export function RawButton({ slot }: { slot: string }) {
  const { raw, focused, toggleRaw } = useBenchContext();
  const shown = raw.has(slot);
  return (
    <button
      type="button"
      className={classes.raw}
      aria-pressed={shown}
      aria-label={`Source of answer ${slot}`}
      {...(slot === focused ? { "aria-keyshortcuts": "m" } : {})}
      onClick={() => {
        toggleRaw(slot);
      }}
    >
      Source
      {slot === focused && <Key>M</Key>}
    </button>
  );
}
