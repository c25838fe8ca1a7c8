/** Shows a task in one tab at a time, and lets a person choose in which. */
import { Button } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { Fragment, useEffect, useState, useSyncExternalStore, type ReactNode } from "react";

import { EmptyState } from "@/components/EmptyState";
import { ButtonLink } from "@/components/links";
import type { Assignment, TaskKind } from "@/lib/api-types";

import { assignmentQuery, fetchAssignment } from "../../api";
import { TAB } from "../../outbox/deliver";
import { YieldContext, type Yielding } from "../hooks/useYield";
import { TabGuard } from "../state/tabs";

interface OneTabProps {
  assignment: Assignment;
  kind: TaskKind | undefined;
  children: ReactNode;
}

const nothing = () => () => undefined;

export function OneTab({ assignment, kind, children }: OneTabProps) {
  const client = useQueryClient();
  const [yielding] = useState<Yielding>(() => new Set());
  const guard = useGuard(assignment.id, yielding);
  const elsewhere = useSyncExternalStore(guard?.subscribe ?? nothing, guard?.snapshot ?? isHere);
  const [taken, setTaken] = useState(0);
  const [busy, setBusy] = useState(false);
  const workHere = async () => {
    setBusy(true);
    await guard?.take();
    // The other tab has saved meanwhile; without the network its journal is all there is.
    const fresh = await fetchAssignment(assignment.id).catch(() => null);
    if (fresh !== null) client.setQueryData(assignmentQuery(assignment.id).queryKey, fresh);
    setTaken((count) => count + 1);
    setBusy(false);
  };
  if (elsewhere || busy) {
    return <Elsewhere {...{ assignment, kind, busy }} onWorkHere={() => void workHere()} />;
  }
  return (
    <YieldContext value={yielding}>
      <Fragment key={taken}>{children}</Fragment>
    </YieldContext>
  );
}

const isHere = () => false;

function useGuard(thing: string, yielding: Yielding): TabGuard | null {
  const [guard, setGuard] = useState<TabGuard | null>(null);
  useEffect(() => {
    if (typeof BroadcastChannel === "undefined") return undefined;
    const opened = new TabGuard({
      thing,
      tab: TAB,
      since: Date.now(),
      channel: new BroadcastChannel("touchstone:tabs"),
      onYield: async () => {
        await Promise.all([...yielding].map((save) => save()));
      },
    });
    // eslint-disable-next-line react-hooks/set-state-in-effect -- a channel is opened by an effect
    setGuard(opened);
    return () => {
      opened.close();
    };
  }, [thing, yielding]);
  return guard;
}

interface ElsewhereProps {
  assignment: Assignment;
  kind: TaskKind | undefined;
  busy: boolean;
  onWorkHere: () => void;
}

function Elsewhere({ assignment, kind, busy, onWorkHere }: ElsewhereProps) {
  return (
    <main>
      <EmptyState
        symbol="2"
        title="This task is open in another tab"
        actions={
          <>
            <Button loading={busy} onClick={onWorkHere}>
              Work on it here
            </Button>
            <ButtonLink
              to="/work/$projectId"
              params={{ projectId: assignment.project.id }}
              search={{ not: assignment.id, ...(kind === undefined ? {} : { kind }) }}
              variant="default"
            >
              Take another task
            </ButtonLink>
          </>
        }
      >
        Work on it in one of them only, so that neither writes over the other. What you have done
        there is saved and comes along.
      </EmptyState>
    </main>
  );
}
