/** What the labeler says about the prompt itself, and a note for the researchers. */
import { Checkbox, Stack, Textarea } from "@mantine/core";

import type { Flag } from "@/lib/api-types";

interface AboutPromptProps {
  fields: readonly Flag[];
  values: Readonly<Record<string, boolean>>;
  notes: string;
  onField: (key: string, value: boolean) => void;
  onNotes: (text: string) => void;
}

export function AboutPrompt({ fields, values, notes, onField, onNotes }: AboutPromptProps) {
  return (
    <Stack gap={8}>
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
      <Textarea
        size="xs"
        label="Note for the researchers"
        autosize
        minRows={2}
        maxRows={6}
        dir="auto"
        value={notes}
        onChange={(event) => {
          onNotes(event.currentTarget.value);
        }}
      />
    </Stack>
  );
}
