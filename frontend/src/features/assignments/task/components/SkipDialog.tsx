/** Skipping needs a reason; the note is optional. */
import { Button, Group, Modal, Radio, Stack, Text, Textarea } from "@mantine/core";
import { useState } from "react";

import type { SkipReason, TaskKind } from "@/lib/api-types";

import { SKIP_REASONS, whenToSkip } from "../strings";

interface SkipDialogProps {
  kind: TaskKind;
  opened: boolean;
  busy: boolean;
  onClose: () => void;
  onSkip: (reason: SkipReason, note: string) => void;
}

export function SkipDialog({ kind, opened, busy, onClose, onSkip }: SkipDialogProps) {
  return (
    <Modal opened={opened} onClose={onClose} title="Skip this task">
      <SkipForm kind={kind} busy={busy} onClose={onClose} onSkip={onSkip} />
    </Modal>
  );
}

function SkipForm({ kind, busy, onClose, onSkip }: Omit<SkipDialogProps, "opened">) {
  const [reason, setReason] = useState<SkipReason | "">("");
  const [note, setNote] = useState("");
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (reason !== "") onSkip(reason, note);
      }}
    >
      <Stack gap="md">
        <Text size="sm">{whenToSkip(kind)}</Text>
        <Radio.Group
          label="Why?"
          required
          value={reason}
          onChange={(value) => {
            setReason(value);
          }}
        >
          <Stack gap={8} mt={8}>
            {SKIP_REASONS.map(({ value, label }, index) => (
              <Radio
                key={value}
                value={value}
                label={label}
                {...(index === 0 ? { "data-autofocus": true } : {})}
              />
            ))}
          </Stack>
        </Radio.Group>
        <Textarea
          label="Note for the researchers"
          autosize
          minRows={2}
          maxRows={8}
          dir="auto"
          value={note}
          onChange={(event) => {
            setNote(event.currentTarget.value);
          }}
        />
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" disabled={reason === ""} loading={busy}>
            Skip task
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
