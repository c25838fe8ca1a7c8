/** What the labeler says about the prompt itself, and a note for the researchers. */
import { Checkbox, Stack, Textarea } from "@mantine/core";

import type { Flag } from "@/lib/api-types";

import classes from "./AboutPrompt.module.css";
import { FlagMeanings } from "./FlagMeanings";

interface AboutPromptProps {
  fields: readonly Flag[];
  values: Readonly<Record<string, boolean>>;
  notes: string;
  onField: (key: string, value: boolean) => void;
  onNotes: (text: string) => void;
}

export function AboutPrompt({ fields, values, notes, onField, onNotes }: AboutPromptProps) {
  return (
    <Stack gap={8} data-about>
      {fields.length > 0 && (
        <div className={classes.fields} role="group" aria-label="About the prompt">
          {fields.map(({ key, label, description }) => (
            <Checkbox
              key={key}
              size="xs"
              label={label}
              title={description}
              checked={values[key] ?? false}
              onChange={(event) => {
                onField(key, event.currentTarget.checked);
              }}
            />
          ))}
        </div>
      )}
      {fields.some(({ description }) => description !== "") && (
        <details className={classes.meanings}>
          <summary>What they mean</summary>
          <FlagMeanings flags={fields} />
        </details>
      )}
      <Textarea
        size="xs"
        label="Note for the researchers"
        rows={1}
        classNames={{ input: classes.note }}
        dir="auto"
        value={notes}
        onChange={(event) => {
          onNotes(event.currentTarget.value);
        }}
      />
    </Stack>
  );
}
