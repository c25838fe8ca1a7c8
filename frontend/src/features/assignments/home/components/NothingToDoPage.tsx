import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { useEffect } from "react";

import { EmptyState } from "@/components/EmptyState";
import { GetQualified, useToQualify } from "@/components/GetQualified";
import { ButtonLink } from "@/components/links";
import type { NextReason, TaskKind } from "@/lib/api-types";
import { count } from "@/lib/format";

import { queueQuery } from "../../api";
import { useOutbox } from "../../task/hooks/useOutbox";
import { KIND_LABEL } from "../../task/strings";
import { OutboxPanel } from "./OutboxPanel";

/** Why no task came: the server's reason, or that it could not be asked. */
export type NoTaskReason = NextReason | "unreachable";

interface NothingToDoPageProps {
  projectId: string;
  kind: TaskKind | undefined;
  reason: NoTaskReason | null;
}

const LOOK_AGAIN_MS = 5000;

/** Where the work loop ends: nothing left, nothing this person may do, or no way to ask. */
export function NothingToDoPage({ projectId, kind, reason }: NothingToDoPageProps) {
  return (
    <>
      <OutboxPanel />
      {reason === "unreachable" ? <Unreachable /> : <Nothing {...{ projectId, kind, reason }} />}
    </>
  );
}

function Unreachable() {
  const router = useRouter();
  const { waiting } = useOutbox();
  useEffect(() => {
    const look = () => void router.invalidate();
    const timer = setInterval(look, LOOK_AGAIN_MS);
    window.addEventListener("online", look);
    return () => {
      clearInterval(timer);
      window.removeEventListener("online", look);
    };
  }, [router]);
  return (
    <EmptyState
      symbol="…"
      title="The next task is waiting for the connection"
      actions={
        <Button variant="default" onClick={() => void router.invalidate()}>
          Try now
        </Button>
      }
    >
      {waiting.length > 0 &&
        `${count(waiting.length, "answer is", "answers are")} kept in this browser and sent by themselves. `}
      It opens here as soon as the server can be reached again.
    </EmptyState>
  );
}

function Paused({ projectId }: { projectId: string }) {
  const { data } = useQuery(queueQuery(projectId));
  return (
    <EmptyState
      symbol="–"
      title="You get no new tasks for now"
      actions={
        <>
          <ButtonLink to="/">Back to the queue</ButtonLink>
          <ButtonLink to="/projects/$projectId/questions" params={{ projectId }} variant="default">
            Ask about it
          </ButtonLink>
        </>
      }
    >
      {data?.paused}
    </EmptyState>
  );
}

function Nothing(props: NothingToDoPageProps) {
  return props.reason === "paused" ? <Paused projectId={props.projectId} /> : <NoTask {...props} />;
}

function NoTask({ projectId, kind, reason }: NothingToDoPageProps) {
  const router = useRouter();
  const toQualify = useToQualify(projectId);
  if (toQualify === undefined) return null;
  const eligible = reason !== "not_eligible" && !toQualify;
  return (
    <EmptyState
      symbol={eligible ? "✓" : "–"}
      title={eligible ? "All done here" : "This work is not open to you yet"}
      actions={
        <>
          <ButtonLink to="/" variant={toQualify ? "default" : "filled"}>
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
      <GetQualified
        projectId={projectId}
        otherwise={
          eligible
            ? `There is nothing more to do right now${kind === undefined ? "" : ` under “${KIND_LABEL[kind]}”`}. New tasks appear as they come in.`
            : "Your project's admin decides who does which kind of work, in which languages."
        }
      />
    </EmptyState>
  );
}
