/** An assignment that cannot be opened: handed in, passed on to somebody else, or never ours. */
import { Button } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { useState } from "react";

import { EmptyState } from "@/components/EmptyState";
import { ErrorState } from "@/components/ErrorState";
import { ButtonLink } from "@/components/links";
import { hasCode, hasStatus, messageOf } from "@/lib/errors";

import { assignmentQuery, fetchAssignment } from "../../api";

interface LostAssignmentProps {
  error: unknown;
  assignmentId: string;
}

export function LostAssignment({ error, assignmentId }: LostAssignmentProps) {
  if (hasCode(error, "assignment_expired")) return <Expired assignmentId={assignmentId} />;
  if (hasCode(error, "must_acknowledge", "must_pass_quiz")) {
    return (
      <EmptyState symbol="§" title="New guidelines come first" actions={<ButtonLink to="/">To the queue</ButtonLink>}>
        They came out before you began this task. Confirm them, and it opens.
      </EmptyState>
    );
  }
  if (hasCode(error, "already_submitted")) {
    return (
      <EmptyState
        symbol="✓"
        title="You have handed this one in"
        actions={
          <>
            <ButtonLink to="/history">Change it from History</ButtonLink>
            <ButtonLink to="/" variant="default">
              Back to the queue
            </ButtonLink>
          </>
        }
      />
    );
  }
  if (!hasStatus(error, 404, 409)) {
    return (
      <ErrorState
        error={error}
        reset={() => {
          window.location.reload();
        }}
      />
    );
  }
  return (
    <EmptyState
      symbol="↻"
      title="This task is not yours any more"
      actions={<ButtonLink to="/">Back to the queue</ButtonLink>}
    >
      It was finished or given back. Nothing you submitted is lost.
    </EmptyState>
  );
}

/** The draft is kept, and so is what is handed in from it: no work is ever in vain. */
function Expired({ assignmentId }: { assignmentId: string }) {
  const client = useQueryClient();
  const router = useRouter();
  const [busy, setBusy] = useState(false);
  const open = async () => {
    setBusy(true);
    try {
      const assignment = await fetchAssignment(assignmentId);
      client.setQueryData(assignmentQuery(assignmentId).queryKey, { ...assignment, opened: true });
      await router.invalidate();
    } catch (failure) {
      notifications.show({ message: messageOf(failure), color: "red" });
      setBusy(false);
    }
  };
  return (
    <EmptyState
      symbol="↻"
      title="The time for this task ran out"
      actions={
        <>
          <ButtonLink to="/">Back to the queue</ButtonLink>
          <Button variant="default" loading={busy} onClick={() => void open()}>
            Open it all the same
          </Button>
        </>
      }
    >
      It went to somebody else. Your draft is kept and your time counts; what you hand in now is
      kept too, beside theirs.
    </EmptyState>
  );
}
