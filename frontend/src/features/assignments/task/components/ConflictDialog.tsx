/** The draft was changed elsewhere too: a person sees both and chooses, nothing goes unseen. */
import { Modal } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Suspense, type ComponentType } from "react";

import { ErrorState } from "@/components/ErrorState";
import { Lines } from "@/components/ListState";
import type { Assignment } from "@/lib/api-types";

import type { DraftContent, DraftHandle } from "../hooks/useDraft";
import { useLayout } from "../hooks/useLayout";

/** Both drafts, shown as each kind of work shows its own. */
export interface BothProps {
  assignment: Assignment;
  mine: DraftContent;
  theirs: DraftContent;
  /** Goes on with this content. */
  onSettle: (content: DraftContent) => void;
}

interface ConflictDialogProps {
  assignment: Assignment;
  opened: boolean;
  onClose: () => void;
  draft: DraftHandle;
  mine: () => DraftContent;
  /** Puts the other draft on the screen. */
  onTheirs: (content: DraftContent) => void;
  both: ComponentType<BothProps>;
}

export function ConflictDialog(props: ConflictDialogProps) {
  const { assignment, opened, onClose } = props;
  const phone = useLayout() === "phone";
  const writing = assignment.kind === "demonstration" || assignment.kind === "prompt";
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title="This draft was changed elsewhere"
      size={writing ? "min(1180px, 94vw)" : "lg"}
      fullScreen={phone}
    >
      {opened && <Choice {...props} />}
    </Modal>
  );
}

function Choice({ assignment, onClose, draft, mine, onTheirs, both: Both }: ConflictDialogProps) {
  const { data, error, refetch } = useQuery({
    queryKey: ["draft-elsewhere", assignment.id],
    queryFn: draft.theirs,
    gcTime: 0,
    staleTime: 0,
    refetchOnWindowFocus: false,
  });
  if (data === undefined && error !== null) return <ErrorState error={error} reset={() => void refetch()} />;
  if (data === undefined) return <Lines />;
  const settle = (chosen: DraftContent) => {
    onTheirs(chosen);
    draft.resolve(chosen, data.revision);
    onClose();
  };
  return (
    <Suspense fallback={<Lines />}>
      <Both assignment={assignment} mine={mine()} theirs={data.content ?? {}} onSettle={settle} />
    </Suspense>
  );
}
