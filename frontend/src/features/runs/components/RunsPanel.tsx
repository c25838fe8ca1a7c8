/** Every run of the project, newest first. */
import { Table } from "@mantine/core";

import { DataTable, LineCell, More, NumberCell } from "@/components/DataTable";
import { EmptyState } from "@/components/EmptyState";
import { ListState } from "@/components/ListState";
import { ModelName } from "@/components/ModelName";
import { Panel } from "@/components/Panel";
import { StateBadge } from "@/components/StateBadge";
import { AnchorLink } from "@/components/links";
import type { Run } from "@/lib/api-types";
import { ago, duration } from "@/lib/format";
import { useList } from "@/lib/lists";

import { runsQuery } from "../api";
import { secondsOf } from "../state/states";
import { RECIPE_LABEL, TEXT } from "../strings";

export function RunsPanel({ projectId }: { projectId: string }) {
  const list = useList(runsQuery(projectId));
  return (
    <Panel title="Runs" flush>
      <ListState list={list} empty={<EmptyState symbol="∿" title={TEXT.noRuns}>{TEXT.noRunsHint}</EmptyState>}>
        {(items) => (
          <>
            <DataTable
              stacks
              label="Runs"
              head={["Recipe", "State", "#Progress", "Queued", "#Took", "Produced"]}
            >
              {items.map((run) => (
                <RunRow key={run.id} projectId={projectId} run={run} />
              ))}
            </DataTable>
            <More list={list} />
          </>
        )}
      </ListState>
    </Panel>
  );
}

function RunRow({ projectId, run }: { projectId: string; run: Run }) {
  const seconds = secondsOf(run);
  return (
    <Table.Tr>
      <LineCell>
        <AnchorLink
          size="sm"
          fw={550}
          to="/projects/$projectId/runs/$runId"
          params={{ projectId, runId: run.id }}
        >
          {RECIPE_LABEL[run.recipe]}
        </AnchorLink>
      </LineCell>
      <Table.Td>
        <StateBadge state={run.state} />
      </Table.Td>
      <NumberCell>{progress(run)}</NumberCell>
      <LineCell>{ago(run.created_at)}</LineCell>
      <NumberCell>{seconds === null ? "–" : duration(seconds)}</NumberCell>
      <LineCell>{run.produced === null ? "–" : <ModelName model={run.produced} />}</LineCell>
    </Table.Tr>
  );
}

function progress({ progress: done }: Run): string {
  if (done === null) return "–";
  return `${done.step.toLocaleString("en")} / ${done.total_steps.toLocaleString("en")}`;
}
