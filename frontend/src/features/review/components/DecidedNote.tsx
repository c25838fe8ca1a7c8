/** What was decided a moment ago, and the way back: the next one stands in its place already. */
import { Button } from "@mantine/core";

import { Key } from "@/components/Key";
import { AnchorLink } from "@/components/links";
import type { DemonstrationDecided, DemonstrationWaiting } from "@/lib/api-types";
import { useKeys } from "@/lib/page-keys";

import { useDecide } from "../hooks/useDecide";
import { decided as words } from "../strings";
import classes from "./DecidedNote.module.css";

export interface Done {
  decided: DemonstrationDecided;
  item: DemonstrationWaiting;
}

interface DecidedNoteProps {
  projectId: string;
  done: Done | null;
  onUndone: (undone: DemonstrationDecided) => void;
}

export function DecidedNote({ projectId, done, onUndone }: DecidedNoteProps) {
  return (
    <div role="status" className={done === null ? "visually-hidden" : classes.done}>
      {done !== null && (
        <>
          <p dir="auto">{words(done.decided.verdict, done.item)}</p>
          {done.decided.verdict === "edited" ? (
            <AnchorLink
              size="sm"
              to="/projects/$projectId/review/$taskId"
              params={{ projectId, taskId: done.item.task_id }}
            >
              Open it
            </AnchorLink>
          ) : (
            <Undo projectId={projectId} done={done} onUndone={onUndone} />
          )}
        </>
      )}
    </div>
  );
}

function Undo({ projectId, done, onUndone }: DecidedNoteProps & { done: Done }) {
  const { decided, item } = done;
  const deciding = useDecide({
    projectId,
    taskId: item.task_id,
    judgmentId: item.judgment_id,
    authorId: item.labeler.id,
    seen: decided.id,
    onDecided: onUndone,
  });
  useKeys({ u: deciding.reopen });
  return (
    <Button
      size="compact-sm"
      variant="default"
      loading={deciding.busy}
      onClick={deciding.reopen}
      rightSection={<Key>U</Key>}
      aria-keyshortcuts="u"
    >
      Undo
    </Button>
  );
}
