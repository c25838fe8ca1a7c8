/** Gold items: settled tasks whose review is the expected answer. */
import { Button, Table } from "@mantine/core";

import { DataTable, LineCell, More } from "@/components/DataTable";
import { EmptyState } from "@/components/EmptyState";
import { Lettered } from "@/components/Lettered";
import { ListState } from "@/components/ListState";
import { AnchorLink } from "@/components/links";
import layout from "@/components/stack.module.css";
import { useAction } from "@/lib/actions";
import type { GoldItem } from "@/lib/api-types";
import { date, excerpt } from "@/lib/format";
import { asThey } from "@/lib/lettered";
import { useList } from "@/lib/lists";

import { goldQuery, retireGold } from "../api";
import { TEXT } from "../strings";

/** A reviewer's letters are the task's own. */
const LETTERS = asThey([..."ABCDEFGHI"]);

export function GoldPanel({ projectId }: { projectId: string }) {
  const list = useList(goldQuery(projectId));
  return (
    <ListState list={list} empty={<Nothing />}>
      {(items) => (
        <>
          <DataTable label="Gold items" framed stacks head={["Task", "Why", "Made by", "Since", "!Retire"]}>
            {items.map((item) => (
              <Row key={item.id} projectId={projectId} item={item} />
            ))}
          </DataTable>
          <More list={list} />
        </>
      )}
    </ListState>
  );
}

function Nothing() {
  return (
    <EmptyState symbol="★" title={TEXT.noGold}>
      {TEXT.noGoldHint}
    </EmptyState>
  );
}

function Row({ projectId, item }: { projectId: string; item: GoldItem }) {
  const retire = useAction({
    run: () => retireGold(item.id),
    changes: [["gold", projectId], ["review-task", item.task_id]],
    said: "Retired.",
  });
  return (
    <Table.Tr>
      <Table.Td className={layout.wide}>
        <AnchorLink
          size="sm"
          dir="auto"
          to="/projects/$projectId/review/$taskId"
          params={{ projectId, taskId: item.task_id }}
        >
          {excerpt(item.prompt_excerpt, 110) || "Prompt without text"}
        </AnchorLink>
      </Table.Td>
      <Table.Td className={layout.wide} dir="auto">
        <Lettered text={excerpt(item.reason, 140)} letters={LETTERS} whose="The reviewer's" />
      </Table.Td>
      <LineCell>{item.created_by.name}</LineCell>
      <LineCell>{date(item.created_at)}</LineCell>
      <Table.Td>
        <Button
          size="xs"
          variant="default"
          loading={retire.isPending}
          onClick={() => {
            retire.mutate(undefined);
          }}
        >
          Retire
        </Button>
      </Table.Td>
    </Table.Tr>
  );
}
