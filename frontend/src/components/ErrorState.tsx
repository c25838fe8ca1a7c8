/** What a failed page or panel shows: the reason in one sentence, and a way to try again. */
import { Button, Code } from "@mantine/core";

import { ApiError, hasStatus, messageOf } from "@/lib/errors";

import { EmptyState } from "./EmptyState";

interface ErrorStateProps {
  error: unknown;
  /** Tries again; the button is left out where this is not given. */
  reset?: () => void;
}

export function ErrorState({ error, reset }: ErrorStateProps) {
  const notFound = hasStatus(error, 404);
  if (hasStatus(error, 401)) return <SignedOut />;
  return (
    <div role="alert">
      <EmptyState
        symbol={notFound ? "?" : "!"}
        title={notFound ? "Not found" : "This did not work"}
        actions={
          reset !== undefined && (
            <Button variant="default" onClick={reset}>
              Try again
            </Button>
          )
        }
      >
        {notFound ? "It does not exist, or it is not yours to see." : messageOf(error)}
        {error instanceof ApiError && error.requestId !== "" && !notFound && (
          <p>
            Request <Code>{error.requestId}</Code>
          </p>
        )}
      </EmptyState>
    </div>
  );
}

/** By a full load of the page, so that nothing of the ended session stays. */
function SignedOut() {
  const { pathname, search } = window.location;
  return (
    <div role="alert">
      <EmptyState
        symbol="!"
        title="You have been logged out"
        actions={
          <Button component="a" href={`/login?next=${encodeURIComponent(pathname + search)}`}>
            Log in again
          </Button>
        }
      >
        What you had not sent yet is kept in this browser.
      </EmptyState>
    </div>
  );
}
