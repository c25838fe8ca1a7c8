import { NumberInput, Switch } from "@mantine/core";

import type { PartFields } from "../state/version-form";
import { PART } from "../strings";
import classes from "./VersionForm.module.css";

interface PartRowProps {
  part: PartFields;
  onChange: (part: PartFields) => void;
}

/** One part: in or out, how many items, the cut-off in the unit that people read. */
export function PartRow({ part, onChange }: PartRowProps) {
  const { kind, included } = part;
  const isShare = kind === "flagging" || kind === "ranking";
  return (
    <div className={classes.part}>
      <Switch
        label={PART[kind]}
        checked={included}
        onChange={(event) => {
          onChange({ ...part, included: event.currentTarget.checked });
        }}
      />
      {kind === "self_assessment" ? (
        <span />
      ) : (
        <NumberInput
          label="Items"
          aria-label={`Items: ${PART[kind]}`}
          min={1}
          max={200}
          allowDecimal={false}
          disabled={!included}
          value={part.items}
          onChange={(value) => {
            onChange({ ...part, items: Number(value) });
          }}
        />
      )}
      <NumberInput
        label={isShare ? "Cut-off, %" : "Cut-off"}
        aria-label={`Cut-off: ${PART[kind]}`}
        placeholder="none"
        min={isShare ? 0 : 1}
        max={isShare ? 100 : kind === "writing" ? 7 : 5}
        disabled={!included}
        value={part.cutoff ?? ""}
        onChange={(value) => {
          onChange({ ...part, cutoff: typeof value === "number" ? value : null });
        }}
      />
      {kind === "writing" ? (
        <NumberInput
          label="Scores each"
          min={1}
          max={5}
          allowDecimal={false}
          disabled={!included}
          value={part.scores}
          onChange={(value) => {
            onChange({ ...part, scores: Number(value) });
          }}
        />
      ) : (
        <span />
      )}
    </div>
  );
}
