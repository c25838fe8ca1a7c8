/** Gold items: settled tasks whose review is the expected answer. */
import { Button, SegmentedControl, Table } from "@mantine/core";
import { useState } from "react";

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

import { goldQuery, restoreGold, retireGold } from "../api";
import { TEXT } from "../strings";

/** A reviewer's letters are the task's own. */
const LETTERS = asThey([..."ABCDEFGHI"]);

export function GoldPanel({ projectId }: { projectId: string }) {
  const [retired, setRetired] = useState(false);
  const list = useList(goldQuery(projectId, retired));
  return (
    <>
      <SegmentedControl
        mb="sm"
        aria-label="Which gold"
        value={retired ? "retired" : "used"}
        onChange={(value) => { setRetired(value === "retired"); }}
        data={[{ value: "used", label: "In use" }, { value: "retired", label: "Retired" }]}
      />
      <ListState list={list} empty={retired ? <EmptyState symbol="★" title={TEXT.noneRetired} /> : <Nothing />}>
      {(items) => (
        <>
          <DataTable label="Gold items" framed stacks head={["Task", "Why", "Made by", "Since", "!Retire or use again"]}>
            {items.map((item) => (
              <Row key={item.id} projectId={projectId} item={item} />
            ))}
          </DataTable>
          <More list={list} />
        </>
      )}
      </ListState>
    </>
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
  const used = item.retired_at === null;
  const change = useAction({
    run: () => (used ? retireGold(item.id) : restoreGold(item.id)),
    changes: [["gold", projectId], ["review-task", item.task_id]],
    said: used ? TEXT.goldRetired : TEXT.goldRestored,
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
          loading={change.isPending}
          onClick={() => {
            change.mutate(undefined);
          }}
        >
          {used ? "Retire" : "Use again"}
        </Button>
      </Table.Td>
    </Table.Tr>
  );
}
