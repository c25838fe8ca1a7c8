/** The draft was changed elsewhere too: a person chooses, nothing is thrown away unseen. */
import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";

import { messageOf } from "@/lib/errors";

import type { DraftContent, DraftHandle } from "../hooks/useDraft";

interface ConflictDialogProps {
  opened: boolean;
  onClose: () => void;
  draft: DraftHandle;
  mine: () => DraftContent;
  /** Puts the other draft on the screen. */
  onTheirs: (content: DraftContent) => void;
}

export function ConflictDialog({ opened, onClose, draft, mine, onTheirs }: ConflictDialogProps) {
  const choose = async (which: "mine" | "theirs") => {
    try {
      const { revision, content } = await draft.theirs();
      const chosen = which === "mine" ? mine() : (content ?? {});
      if (which === "theirs") onTheirs(chosen);
      draft.resolve(chosen, revision);
      onClose();
    } catch (error) {
      notifications.show({ title: "Not settled", message: messageOf(error), color: "red" });
    }
  };
  return (
    <Modal opened={opened} onClose={onClose} title="This draft was changed elsewhere">
      <Stack>
        <Text size="sm">
          A newer draft of this task was saved from another window or device. Which one should go
          on? The other one is replaced.
        </Text>
        <Group justify="flex-end">
          <Button variant="default" onClick={() => void choose("theirs")}>
            Take the other one
          </Button>
          <Button data-autofocus onClick={() => void choose("mine")}>
            Keep what is on this screen
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
