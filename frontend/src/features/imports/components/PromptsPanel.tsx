/** The project's prompts, newest first. */
import { Table } from "@mantine/core";

import { DataTable, LineCell, More, NumberCell } from "@/components/DataTable";
import { EmptyState } from "@/components/EmptyState";
import { ListState } from "@/components/ListState";
import { Panel } from "@/components/Panel";
import layout from "@/components/stack.module.css";
import { excerpt, words } from "@/lib/format";
import { useList } from "@/lib/lists";

import { promptsQuery } from "../api";
import { TEXT } from "../strings";

const HEAD = ["Prompt", "Split", "Source", "Use case", "Language", "#Completions"];

export function PromptsPanel({ projectId }: { projectId: string }) {
  const list = useList(promptsQuery(projectId));
  return (
    <Panel title="Prompts" flush>
      <ListState list={list} empty={<EmptyState symbol="¶" title={TEXT.noPrompts} />}>
        {(items) => (
          <>
            <DataTable stacks label="Prompts" head={HEAD}>
              {items.map((prompt) => (
                <Table.Tr key={prompt.id}>
                  <Table.Td className={layout.wide} dir="auto" lang={prompt.language}>
                    {excerpt(prompt.excerpt, 140)}
                  </Table.Td>
                  <LineCell>{words(prompt.split)}</LineCell>
                  <LineCell>{words(prompt.source)}</LineCell>
                  <LineCell>{prompt.use_case === "" ? "–" : words(prompt.use_case)}</LineCell>
                  <LineCell>{prompt.language}</LineCell>
                  <NumberCell>{prompt.completions}</NumberCell>
                </Table.Tr>
              ))}
            </DataTable>
            <More list={list} />
          </>
        )}
      </ListState>
    </Panel>
  );
}
