import { Button, Modal } from "@mantine/core";
import { useMounted } from "@mantine/hooks";
import type { ComponentType, ReactNode } from "react";

import type { Assignment } from "@/lib/api-types";

import type { DraftContent } from "../hooks/useDraft";
import { useFocusedFlag } from "../hooks/useFocusedFlag";
import type { Session } from "../hooks/useSession";
import { ConflictDialog, type BothProps } from "./ConflictDialog";
import { GuidelinesDrawer } from "./GuidelinesDrawer";
import { HelpDialog } from "./HelpDialog";
import { SkipDialog } from "./SkipDialog";

interface SessionDialogsProps {
  assignment: Assignment;
  session: Session;
  /** The draft as it is on the screen. */
  mine: () => DraftContent;
  onTheirs: (content: DraftContent) => void;
  /** What the labeler says about the prompt; has a place on wide screens, and is a dialog else. */
  about: ReactNode;
  /** The flag that the guidelines open at, if it is not the one with the focus. */
  flag?: string | undefined;
  /** How this kind of work shows two drafts of which one goes on; left out where nothing is drafted. */
  both?: ComponentType<BothProps>;
}

/** The dialogs that every kind of work has. */
export function SessionDialogs({ assignment, session, mine, onTheirs, about, flag, both }: SessionDialogsProps) {
  const { dialog: wanted, setDialog, work, draft } = session;
  // They are loaded when the first one is wanted. A dialog that opens after it is there knows where
  // the focus was, and gives it back; one that is there open does not.
  const dialog = useMounted() ? wanted : null;
  const focused = useFocusedFlag();
  const close = () => {
    setDialog(null);
  };
  return (
    <>
      <GuidelinesDrawer
        assignment={assignment}
        flag={flag ?? focused}
        opened={dialog === "guidelines"}
        onClose={close}
      />
      <HelpDialog kind={assignment.kind} opened={dialog === "help"} onClose={close} />
      <Modal opened={dialog === "about"} onClose={close} title="Tag this prompt">
        {about}
        <Button fullWidth mt="md" onClick={close}>
          Done
        </Button>
      </Modal>
      <SkipDialog
        kind={assignment.kind}
        opened={dialog === "skip"}
        busy={work.busy}
        onClose={close}
        onSkip={(reason, note) => void work.skip(reason, note)}
      />
      {both !== undefined && (
        <ConflictDialog
          assignment={assignment}
          opened={dialog === "conflict"}
          onClose={close}
          draft={draft}
          mine={mine}
          onTheirs={onTheirs}
          both={both}
        />
      )}
    </>
  );
}
