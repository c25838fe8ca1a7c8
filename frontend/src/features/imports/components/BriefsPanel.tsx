/** Orders for prompts that people write: what was ordered, and how many are in. */
import { Button, Table } from "@mantine/core";

import { DataTable, LineCell, More, NumberCell } from "@/components/DataTable";
import { EmptyState } from "@/components/EmptyState";
import { ListState } from "@/components/ListState";
import { Panel } from "@/components/Panel";
import layout from "@/components/stack.module.css";
import { useAction } from "@/lib/actions";
import type { PromptBrief } from "@/lib/api-types";
import { ago, excerpt, words } from "@/lib/format";
import { useList } from "@/lib/lists";

import { briefsQuery, withdrawBrief } from "../api";
import { TEXT } from "../strings";

const HEAD = ["Form", "Use case", "Told to the writer", "Language", "#Ordered", "#Written", "#Open", "Ordered", ""];

export function BriefsPanel({ projectId }: { projectId: string }) {
  const list = useList(briefsQuery(projectId));
  return (
    <Panel title="Prompts ordered" flush>
      <ListState list={list} empty={<EmptyState symbol="✎" title={TEXT.noBriefs} />}>
        {(items) => (
          <>
            <DataTable stacks label="Prompts ordered" head={HEAD}>
              {items.map((brief) => (
                <BriefRow key={brief.id} brief={brief} projectId={projectId} />
              ))}
            </DataTable>
            <More list={list} />
          </>
        )}
      </ListState>
    </Panel>
  );
}

function BriefRow({ brief, projectId }: { brief: PromptBrief; projectId: string }) {
  const withdraw = useAction({
    run: () => withdrawBrief(brief.id),
    changes: [["prompt-briefs", projectId], ["overview", projectId]],
    said: "Withdrawn. What is in stays, and what is under way may still come in.",
  });
  return (
    <Table.Tr>
      <LineCell>{words(brief.form)}</LineCell>
      <LineCell>{brief.use_case === "" ? "the writer’s choice" : words(brief.use_case)}</LineCell>
      <Table.Td className={layout.wide}>{brief.instructions === "" ? "–" : excerpt(brief.instructions, 90)}</Table.Td>
      <LineCell>{brief.language}</LineCell>
      <NumberCell>{brief.count.toLocaleString("en")}</NumberCell>
      <NumberCell>{brief.written.toLocaleString("en")}</NumberCell>
      <NumberCell>{brief.open.toLocaleString("en")}</NumberCell>
      <LineCell>{ago(brief.created_at)}</LineCell>
      <LineCell>
        {brief.open > 0 && (
          <Button
            size="compact-sm"
            variant="default"
            loading={withdraw.isPending}
            onClick={() => {
              withdraw.mutate(undefined);
            }}
          >
            Withdraw
          </Button>
        )}
      </LineCell>
    </Table.Tr>
  );
}
