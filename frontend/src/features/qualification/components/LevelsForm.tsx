import { useId } from "react";

import { LEVELS } from "../strings";
import { Ask, type ItemFormProps } from "./Ask";
import classes from "./ItemForm.module.css";

/** The questionnaire: a level for each group. */
export function LevelsForm({ part, shown, answer, disabled = false, onChange }: ItemFormProps) {
  const levels = answer?.levels ?? {};
  return (
    <>
      <Ask part={part} />
      <div className={classes.card}>
        {(shown.groups ?? []).map((group) => (
          <Group
            key={group}
            group={group}
            value={levels[group]}
            disabled={disabled}
            onLevel={(level) => {
              onChange({ levels: { ...levels, [group]: level } });
            }}
          />
        ))}
      </div>
    </>
  );
}

interface GroupProps {
  group: string;
  value: number | undefined;
  disabled: boolean;
  onLevel: (level: number) => void;
}

function Group({ group, value, disabled, onLevel }: GroupProps) {
  const name = useId();
  return (
    <fieldset className={classes.group}>
      <legend>{group}</legend>
      <div className={classes.levels}>
        {LEVELS.map((label, index) => (
          <label key={label} className={classes.choice}>
            <input
              type="radio"
              name={name}
              checked={value === index + 1}
              disabled={disabled}
              onChange={() => {
                onLevel(index + 1);
              }}
            />
            {label}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
