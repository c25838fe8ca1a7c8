/** One cycle: each step with what it did, and the gate's word on the new policy. */
import { Alert, Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";

import { CycleSteps, STEP_LABEL } from "@/components/CycleSteps";
import { ErrorState } from "@/components/ErrorState";
import { Lines } from "@/components/ListState";
import { ModelName } from "@/components/ModelName";
import { PageHeader } from "@/components/PageHeader";
import { Panel } from "@/components/Panel";
import { StateBadge } from "@/components/StateBadge";
import layout from "@/components/stack.module.css";
import { useAction } from "@/lib/actions";
import type { Cycle } from "@/lib/api-types";
import { ago, words } from "@/lib/format";
import { roleIn, useMe } from "@/lib/me";

import { cancelCycle, cycleQuery, resumeCycle } from "../api";
import { canCancelCycle, canResumeCycle, currentStep, hasGate } from "../state/states";
import { GatePanel } from "./GatePanel";
import classes from "./RunPage.module.css";
import { StepTable } from "./StepTable";

interface CyclePageProps {
  projectId: string;
  cycleId: string;
}

export function CyclePage({ projectId, cycleId }: CyclePageProps) {
  const { data: cycle, error, refetch } = useQuery(cycleQuery(cycleId));
  if (cycle === undefined && error !== null) {
    return <ErrorState error={error} reset={() => void refetch()} />;
  }
  if (cycle === undefined) return <Lines count={6} />;
  return (
    <>
      <PageHeader
        title={
          <span className={classes.title}>
            Cycle {cycle.number} <StateBadge state={cycle.state} />
          </span>
        }
        description={
          <>
            {cycle.policy.name} · {cycle.reason} · {ago(cycle.created_at)} · from{" "}
            <ModelName model={cycle.base_model} />
          </>
        }
        actions={<Actions projectId={projectId} cycle={cycle} />}
      />
      <div className={layout.stack}>
        <Failure cycle={cycle} />
        <Panel title="Steps" hint={standing(cycle)}>
          <CycleSteps projectId={projectId} steps={cycle.steps} />
        </Panel>
        {hasGate(cycle) && <GatePanel projectId={projectId} cycleId={cycleId} />}
        <Panel title="What each step did" flush>
          <StepTable steps={cycle.steps} />
        </Panel>
      </div>
    </>
  );
}

function standing(cycle: Cycle): string {
  const step = currentStep(cycle);
  if (step === null) return cycle.state === "done" ? "All done." : words(cycle.state);
  return `${STEP_LABEL[step.name]}: ${words(step.state).toLowerCase()}`;
}

function Failure({ cycle }: { cycle: Cycle }) {
  const step = cycle.steps.find(({ error }) => error !== null && error !== "");
  if (step === undefined || cycle.state !== "failed") return null;
  return (
    <Alert color="red" variant="light" title={`${STEP_LABEL[step.name]} failed`} role="alert">
      <span className={classes.error}>{step.error}</span>
    </Alert>
  );
}

function Actions({ projectId, cycle }: { projectId: string; cycle: Cycle }) {
  const isAdmin = roleIn(useMe(), projectId) === "admin";
  const changes = [["cycle", cycle.id], ["cycles"], ["runs"]];
  const resume = useAction({ run: resumeCycle, changes, said: "It goes on at the step that failed." });
  const cancel = useAction({ run: cancelCycle, changes, said: "The cycle is cancelled." });
  if (!isAdmin) return null;
  return (
    <>
      {canResumeCycle(cycle) && (
        <Button
          loading={resume.isPending}
          onClick={() => {
            resume.mutate(cycle.id);
          }}
        >
          Resume
        </Button>
      )}
      {canCancelCycle(cycle) && (
        <Button
          variant="default"
          loading={cancel.isPending}
          onClick={() => {
            cancel.mutate(cycle.id);
          }}
        >
          Cancel the cycle
        </Button>
      )}
    </>
  );
}
