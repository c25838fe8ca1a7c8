/** The draft was changed elsewhere too: a person chooses, nothing is thrown away unseen. */
import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useQuery } from "@tanstack/react-query";

import { ErrorState } from "@/components/ErrorState";
import { Lines } from "@/components/ListState";
import { messageOf } from "@/lib/errors";

import { useKeeper } from "../../writing/hooks/useKept";
import { textOf } from "../../writing/state/kept";
import type { DraftContent, DraftHandle } from "../hooks/useDraft";
import { useLayout } from "../hooks/useLayout";
import { ConflictTexts } from "./ConflictTexts";

interface ConflictDialogProps {
  assignmentId: string;
  opened: boolean;
  onClose: () => void;
  draft: DraftHandle;
  mine: () => DraftContent;
  /** Puts the other draft on the screen. */
  onTheirs: (content: DraftContent) => void;
}

export function ConflictDialog(props: ConflictDialogProps) {
  const { opened, onClose, mine } = props;
  const phone = useLayout() === "phone";
  const writing = textOf(mine()) !== null;
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title="This draft was changed elsewhere"
      size={writing ? "min(1180px, 94vw)" : "md"}
      fullScreen={writing && phone}
    >
      {opened && (writing ? <Writings {...props} /> : <Choice {...props} />)}
    </Modal>
  );
}

/** Both texts side by side. The one that is not taken stays among the kept versions. */
function Writings({ assignmentId, onClose, draft, mine, onTheirs }: ConflictDialogProps) {
  const kept = useKeeper(assignmentId);
  const { data, error, refetch } = useQuery({
    queryKey: ["draft-elsewhere", assignmentId],
    queryFn: draft.theirs,
    gcTime: 0,
    staleTime: 0,
    refetchOnWindowFocus: false,
  });
  if (data === undefined && error !== null) return <ErrorState error={error} reset={() => void refetch()} />;
  if (data === undefined) return <Lines />;
  const theirs = data.content ?? {};
  const settle = (chosen: DraftContent) => {
    kept.add(mine(), "here");
    kept.add(theirs, "elsewhere");
    onTheirs(chosen);
    draft.resolve(chosen, data.revision);
    onClose();
  };
  return <ConflictTexts mine={mine()} theirs={theirs} onSettle={settle} />;
}

/** Work that is no text: which one goes on? */
function Choice({ onClose, draft, mine, onTheirs }: ConflictDialogProps) {
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
    <Stack>
      <Text size="sm">
        A newer draft of this task was saved from another window or device. Which one should go on?
        The other one is replaced.
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
  );
}
