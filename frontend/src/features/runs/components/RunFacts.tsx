/** What went into a run and what came out of it. */
import type { ReactNode } from "react";

import { Entries } from "@/components/Entries";
import { ModelName } from "@/components/ModelName";
import { Panel } from "@/components/Panel";
import { AnchorLink } from "@/components/links";
import layout from "@/components/stack.module.css";
import type { Run } from "@/lib/api-types";
import { dateTime, duration, words } from "@/lib/format";

import { secondsOf } from "../state/states";

interface RunFactsProps {
  projectId: string;
  run: Run;
}

export function RunFacts({ projectId, run }: RunFactsProps) {
  return (
    <div className={layout.columns}>
      <Panel title="Run">
        <Lineage projectId={projectId} run={run} />
      </Panel>
      {run.result !== null && (
        <Panel title="Result" flush>
          <Entries label="Result" value={run.result} />
        </Panel>
      )}
      <Panel title="Configuration" hint="What is not listed has the engine's default." flush>
        <Entries label="Configuration" value={run.config} />
      </Panel>
    </div>
  );
}

function Lineage({ projectId, run }: RunFactsProps) {
  const seconds = secondsOf(run);
  return (
    <dl className={layout.facts}>
      <Fact name="Started">{run.started_at === null ? "not yet" : dateTime(run.started_at)}</Fact>
      <Fact name="Took">{seconds === null ? "–" : duration(seconds)}</Fact>
      <Fact name="Learns from">
        {run.datasets.length === 0
          ? "no dataset"
          : run.datasets.map(({ kind, number }) => `${words(kind)} v${String(number)}`).join(", ")}
      </Fact>
      <Fact name="Starts at">
        {run.base_model === null ? "–" : <ModelName model={run.base_model} />}
      </Fact>
      <Fact name="Produced">
        {run.produced === null ? "nothing yet" : <ModelName model={run.produced} />}
      </Fact>
      {run.cycle !== null && (
        <Fact name="Part of">
          <AnchorLink
            to="/projects/$projectId/cycles/$cycleId"
            params={{ projectId, cycleId: run.cycle.id }}
          >
            its cycle
          </AnchorLink>
        </Fact>
      )}
    </dl>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  );
}
