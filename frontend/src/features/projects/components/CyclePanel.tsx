/** The latest retraining cycle, step by step. */
import { useQuery } from "@tanstack/react-query";

import { CycleSteps } from "@/components/CycleSteps";
import { ErrorState } from "@/components/ErrorState";
import { Lines } from "@/components/ListState";
import { Panel } from "@/components/Panel";
import { StateBadge } from "@/components/StateBadge";
import { AnchorLink } from "@/components/links";
import layout from "@/components/stack.module.css";

import { latestCycleQuery } from "../api";
import { TEXT } from "../strings";

interface CyclePanelProps {
  projectId: string;
  /** Null before the first cycle. */
  cycleId: string | null;
}

export function CyclePanel({ projectId, cycleId }: CyclePanelProps) {
  if (cycleId !== null) return <LatestCycle projectId={projectId} cycleId={cycleId} />;
  return (
    <Panel title="Latest cycle">
      <p className={layout.muted}>{TEXT.noCycle}</p>
    </Panel>
  );
}

function LatestCycle({ projectId, cycleId }: { projectId: string; cycleId: string }) {
  const { data, error, refetch } = useQuery(latestCycleQuery(cycleId));
  return (
    <Panel
      title={data === undefined ? "Latest cycle" : `Cycle ${String(data.number)}`}
      hint={data?.reason ?? ""}
      actions={
        <>
          {data !== undefined && <StateBadge state={data.state} />}
          <AnchorLink
            size="sm"
            to="/projects/$projectId/cycles/$cycleId"
            params={{ projectId, cycleId }}
          >
            Open
          </AnchorLink>
        </>
      }
    >
      {error !== null && data === undefined && (
        <ErrorState error={error} reset={() => void refetch()} />
      )}
      {error === null && data === undefined && <Lines />}
      {data !== undefined && <CycleSteps projectId={projectId} steps={data.steps} />}
    </Panel>
  );
}
