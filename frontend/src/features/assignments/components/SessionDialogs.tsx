import { Modal } from "@mantine/core";
import type { ReactNode } from "react";

import type { Assignment } from "@/lib/api-types";

import type { DraftContent } from "../hooks/useDraft";
import type { Session } from "../hooks/useSession";
import { ConflictDialog } from "./ConflictDialog";
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
}

/** The dialogs that every kind of work has. */
export function SessionDialogs({ assignment, session, mine, onTheirs, about }: SessionDialogsProps) {
  const { dialog, setDialog, work, draft } = session;
  const close = () => {
    setDialog(null);
  };
  return (
    <>
      <GuidelinesDrawer
        guideline={assignment.guideline}
        opened={dialog === "guidelines"}
        onClose={close}
      />
      <HelpDialog opened={dialog === "help"} onClose={close} />
      <Modal opened={dialog === "about"} onClose={close} title="Tag this prompt">
        {about}
      </Modal>
      <SkipDialog
        opened={dialog === "skip"}
        busy={work.busy}
        onClose={close}
        onSkip={(reason, note) => void work.skip(reason, note)}
      />
      <ConflictDialog
        opened={dialog === "conflict"}
        onClose={close}
        draft={draft}
        mine={mine}
        onTheirs={onTheirs}
      />
    </>
  );
}
