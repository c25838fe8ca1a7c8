/** One training run: how far it is, its curves as they come, and what it was told to do. */
import { Alert, Button, Progress } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";

import { ErrorState } from "@/components/ErrorState";
import { Lines } from "@/components/ListState";
import { PageHeader } from "@/components/PageHeader";
import { StateBadge } from "@/components/StateBadge";
import layout from "@/components/stack.module.css";
import { useAction } from "@/lib/actions";
import type { Run } from "@/lib/api-types";
import { ago } from "@/lib/format";
import { roleIn, useMe } from "@/lib/me";

import { cancelRun, retryRun, runQuery } from "../api";
import { useMetrics } from "../hooks/useMetrics";
import { charts } from "../state/series";
import { canCancelRun, canRetryRun, isFinal } from "../state/states";
import { RECIPE_LABEL, TEXT } from "../strings";
import { MetricChart } from "./MetricChart";
import { RunFacts } from "./RunFacts";
import classes from "./RunPage.module.css";

interface RunPageProps {
  projectId: string;
  runId: string;
}

export function RunPage({ projectId, runId }: RunPageProps) {
  const { data: run, error, refetch } = useQuery(runQuery(runId));
  if (run === undefined && error !== null) {
    return <ErrorState error={error} reset={() => void refetch()} />;
  }
  if (run === undefined) return <Lines count={6} />;
  return (
    <>
      <PageHeader
        title={
          <span className={classes.title}>
            {RECIPE_LABEL[run.recipe]} <StateBadge state={run.state} />
          </span>
        }
        description={`Run ${run.id.slice(-8)} · queued ${ago(run.created_at)} · attempt ${String(run.attempt)}`}
        actions={<Actions projectId={projectId} run={run} />}
      />
      <div className={layout.stack}>
        {run.error !== null && run.error !== "" && (
          <Alert color="red" variant="light" title="It failed" role="alert">
            <span className={classes.error}>{run.error}</span>
          </Alert>
        )}
        <Steps run={run} />
        <Curves run={run} />
        <RunFacts projectId={projectId} run={run} />
      </div>
    </>
  );
}

function Actions({ projectId, run }: { projectId: string; run: Run }) {
  const isAdmin = roleIn(useMe(), projectId) === "admin";
  const changes = [["run", run.id], ["runs"], ["cycle"]];
  const cancel = useAction({ run: cancelRun, changes, said: "The run stops at its next checkpoint." });
  const retry = useAction({ run: retryRun, changes, said: "Queued again." });
  if (!isAdmin) return null;
  return (
    <>
      {canRetryRun(run) && (
        <Button
          loading={retry.isPending}
          onClick={() => {
            retry.mutate(run.id);
          }}
        >
          Retry
        </Button>
      )}
      {canCancelRun(run) && (
        <Button
          variant="default"
          loading={cancel.isPending}
          onClick={() => {
            cancel.mutate(run.id);
          }}
        >
          Cancel the run
        </Button>
      )}
      {run.cancel_requested && !isFinal(run.state) && <StateBadge state="stopping" />}
    </>
  );
}

function Steps({ run }: { run: Run }) {
  if (run.progress === null || isFinal(run.state)) return null;
  const { step, total_steps: total } = run.progress;
  return (
    <div className={classes.progress}>
      <Progress.Root size={10} radius="xl">
        <Progress.Section
          value={total === 0 ? 0 : (100 * step) / total}
          animated={run.state === "running"}
          aria-label={`Step ${String(step)} of ${String(total)}`}
        />
      </Progress.Root>
      <span>
        step {step.toLocaleString("en")} of {total.toLocaleString("en")}
      </span>
    </div>
  );
}

function Curves({ run }: { run: Run }) {
  const metrics = useMetrics(run.id, !isFinal(run.state));
  if (metrics.error !== null) return <ErrorState error={metrics.error} reset={metrics.refetch} />;
  if (metrics.rows === undefined) return <Lines count={4} />;
  const drawn = charts(run.recipe, metrics.rows);
  if (drawn.length === 0 && run.recipe === "sample") return null;
  if (drawn.length === 0) return <p className={layout.muted}>{TEXT.noMetrics}</p>;
  return (
    <div className={layout.columns} data-stretch="true">
      {drawn.map((chart) => (
        <MetricChart key={chart.spec.key} chart={chart} />
      ))}
    </div>
  );
}
