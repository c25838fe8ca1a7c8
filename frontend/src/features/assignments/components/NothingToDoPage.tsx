import { Button } from "@mantine/core";
import { useRouter } from "@tanstack/react-router";

import { EmptyState } from "@/components/EmptyState";
import { ButtonLink } from "@/components/links";
import type { NextReason, TaskKind } from "@/lib/api-types";

import { KIND_LABEL } from "../strings";

interface NothingToDoPageProps {
  projectId: string;
  kind: TaskKind | undefined;
  reason: NextReason | null;
}

/** Where the work loop ends: nothing left, or nothing this person may do. */
export function NothingToDoPage({ projectId, kind, reason }: NothingToDoPageProps) {
  const router = useRouter();
  const eligible = reason !== "not_eligible";
  return (
    <EmptyState
      symbol={eligible ? "✓" : "–"}
      title={eligible ? "All done here" : "This work is not open to you yet"}
      actions={
        <>
          <ButtonLink to="/">
            Back to the queue
          </ButtonLink>
          {eligible && (
            <Button variant="default" onClick={() => void router.invalidate()}>
              Look again
            </Button>
          )}
          {eligible && kind !== undefined && (
            <ButtonLink to="/work/$projectId" params={{ projectId }} variant="default">
              Any other work
            </ButtonLink>
          )}
        </>
      }
    >
      {eligible
        ? `There is nothing more to do right now${kind === undefined ? "" : ` under “${KIND_LABEL[kind]}”`}. New tasks appear as they come in.`
        : "Your project's admin decides who does which kind of work, in which languages."}
    </EmptyState>
  );
}
