/** Training: the cycles, the policies that start them, and every run. */
import { CycleSteps } from "@/components/CycleSteps";
import { More } from "@/components/DataTable";
import { EmptyState } from "@/components/EmptyState";
import { ListState } from "@/components/ListState";
import { PageHeader } from "@/components/PageHeader";
import { Panel } from "@/components/Panel";
import { StateBadge } from "@/components/StateBadge";
import { AnchorLink } from "@/components/links";
import layout from "@/components/stack.module.css";
import type { Cycle } from "@/lib/api-types";
import { ago } from "@/lib/format";
import { useList } from "@/lib/lists";

import { cyclesQuery } from "../api";
import { TEXT } from "../strings";
import { PoliciesPanel } from "./PoliciesPanel";
import { RunsPanel } from "./RunsPanel";

export function TrainingPage({ projectId }: { projectId: string }) {
  const cycles = useList(cyclesQuery(projectId));
  return (
    <>
      <PageHeader title="Training" description={TEXT.trainingHint} />
      <div className={layout.stack}>
        <ListState list={cycles} empty={<NoCycles />}>
          {(items) => (
            <>
              {items.map((cycle) => (
                <CycleCard key={cycle.id} projectId={projectId} cycle={cycle} />
              ))}
              <More list={cycles} />
            </>
          )}
        </ListState>
        <PoliciesPanel projectId={projectId} />
        <RunsPanel projectId={projectId} />
      </div>
    </>
  );
}

function NoCycles() {
  return (
    <Panel title="Cycles">
      <EmptyState symbol="↻" title={TEXT.noCycles}>
        {TEXT.noCyclesHint}
      </EmptyState>
    </Panel>
  );
}

function CycleCard({ projectId, cycle }: { projectId: string; cycle: Cycle }) {
  return (
    <Panel
      title={`Cycle ${String(cycle.number)}`}
      hint={`${cycle.policy.name} · ${cycle.reason} · ${ago(cycle.created_at)}`}
      actions={
        <>
          <StateBadge state={cycle.state} />
          <AnchorLink
            size="sm"
            to="/projects/$projectId/cycles/$cycleId"
            params={{ projectId, cycleId: cycle.id }}
            aria-label={`Open cycle ${String(cycle.number)}`}
          >
            Open
          </AnchorLink>
        </>
      }
    >
      <CycleSteps projectId={projectId} steps={cycle.steps} />
    </Panel>
  );
}
