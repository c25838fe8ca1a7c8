/** Asks for a reason before something that others will want explained. */
import { Alert, Button, Group, Modal, Stack, Text, Textarea } from "@mantine/core";
import type { FormEvent, ReactNode } from "react";

import { messageOf } from "@/lib/errors";
import { fieldText } from "@/lib/forms";

const KEPT = "Kept in the record, for whoever asks later.";

interface ReasonDialogProps {
  title: string;
  children?: ReactNode;
  /** What the button says. */
  verb: string;
  danger?: boolean;
  /** Who reads the reason. */
  hint?: string;
  opened: boolean;
  busy: boolean;
  error: Error | null;
  onClose: () => void;
  onReason: (reason: string) => void;
}

export function ReasonDialog(props: ReasonDialogProps) {
  const { title, children, verb, danger = false, hint = KEPT, opened, busy, error, onClose, onReason } = props;
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    onReason(fieldText(new FormData(event.currentTarget), "reason").trim());
  };
  return (
    <Modal opened={opened} onClose={onClose} title={title} centered>
      <form onSubmit={submit}>
        <Stack>
          {children !== undefined && <Text size="sm">{children}</Text>}
          <Textarea
            label="Reason"
            name="reason"
            description={hint}
            minRows={2}
            autosize
            required
            data-autofocus
          />
          {error !== null && (
            <Alert color="red" variant="light" role="alert">
              {messageOf(error)}
            </Alert>
          )}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={busy} {...(danger ? { color: "red" } : {})}>
              {verb}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
