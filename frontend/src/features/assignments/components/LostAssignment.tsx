
import { EmptyState } from "@/components/EmptyState";
import { ErrorState } from "@/components/ErrorState";
import { ButtonLink } from "@/components/links";
import { hasStatus } from "@/lib/errors";

/** An assignment that cannot be opened: the lease has passed on, or it was never ours. */
export function LostAssignment({ error }: { error: unknown }) {
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
      actions={
        <ButtonLink to="/">
          Back to the queue
        </ButtonLink>
      }
    >
      It was finished, or its time ran out and it went back to the queue. Nothing you submitted is
      lost.
    </EmptyState>
  );
}
