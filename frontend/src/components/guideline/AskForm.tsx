/** Asking about the guidelines: what, about which section, and with the task on the screen or not. */
import { Alert, Button, Checkbox, Group, NativeSelect, Stack, Textarea } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";

import type { QuestionAsk } from "@/lib/api-types";
import { messageOf } from "@/lib/errors";
import { ask } from "@/lib/guidelines";
import { randomId } from "@/lib/ids";

import { sectionsOf, type FlagRef } from "./anchors";

const MAX_CHARACTERS = 4000;

interface AskFormProps {
  projectId: string;
  release: { id: string; body_markdown: string } | null;
  flags?: readonly FlagRef[];
  /** The section it starts with. */
  anchor?: string | null;
  /** The assignment on the screen. */
  item?: string;
  onDone: () => void;
}

export function AskForm({ projectId, release, flags = [], anchor, item, onDone }: AskFormProps) {
  const queryClient = useQueryClient();
  const sections = release === null ? [] : sectionsOf(release.body_markdown, flags);
  const known = sections.some(({ name }) => name === anchor);
  // One id for one question, however often it has to be sent.
  const [submission] = useState(randomId);
  const [fields, setFields] = useState({ text: "", anchor: known ? (anchor ?? "") : "", withItem: item !== undefined });
  const asking = useMutation({
    mutationFn: (body: QuestionAsk) => ask(projectId, body),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: ["questions", projectId] });
      onDone();
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    asking.mutate({
      submission_id: submission,
      text: fields.text,
      guideline_id: release?.id ?? null,
      anchor: fields.anchor,
      item: fields.withItem ? (item ?? null) : null,
    });
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        <Textarea
          label="Your question"
          description="Reviewers see who asks; everybody else reads only question and answer."
          autosize
          minRows={3}
          maxRows={10}
          maxLength={MAX_CHARACTERS}
          required
          data-autofocus
          value={fields.text}
          onChange={(event) => {
            setFields({ ...fields, text: event.currentTarget.value });
          }}
        />
        {sections.length > 0 && (
          <NativeSelect
            label="About"
            data={[
              { value: "", label: "The guidelines as a whole" },
              ...sections.map(({ name, title }) => ({ value: name, label: title })),
            ]}
            value={fields.anchor}
            onChange={(event) => {
              setFields({ ...fields, anchor: event.currentTarget.value });
            }}
          />
        )}
        {item !== undefined && (
          <Checkbox
            label="Show reviewers the task on my screen"
            checked={fields.withItem}
            onChange={(event) => {
              setFields({ ...fields, withItem: event.currentTarget.checked });
            }}
          />
        )}
        {asking.error !== null && (
          <Alert color="red" variant="light" role="alert">
            {messageOf(asking.error)}
          </Alert>
        )}
        <Group justify="flex-end">
          <Button type="submit" disabled={fields.text.trim() === ""} loading={asking.isPending}>
            Ask
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
