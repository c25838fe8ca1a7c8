import { Button, Table, Text } from "@mantine/core";

import { DataTable, More } from "@/components/DataTable";
import { ListState } from "@/components/ListState";
import layout from "@/components/stack.module.css";
import { useAction } from "@/lib/actions";
import type { GoldItem } from "@/lib/api-types";
import { excerpt } from "@/lib/format";
import { KIND_NOUN } from "@/lib/kinds";
import { useList } from "@/lib/lists";

import { askGold, goldQuery, type BankFilter } from "../manage";

interface GoldItemsProps {
  projectId: string;
  use: BankFilter["use"];
}

/** Settled tasks whose review can be the expected answer of an item. */
export function GoldItems({ projectId, use }: GoldItemsProps) {
  const list = useList(goldQuery(projectId));
  return (
    <ListState
      list={list}
      empty={<p className={layout.muted}>No gold items yet: reviewers make them of tasks that they settled.</p>}
    >
      {(items) => (
        <>
          <Text size="sm" mb="sm">
            The review becomes what reviewers said; its notes become the explanation. The gold item stays as it is.
          </Text>
          <DataTable label="Gold items" head={["Kind", "Prompt", "!Add"]}>
            {items.map((item) => (
              <Row key={item.id} projectId={projectId} use={use} item={item} />
            ))}
          </DataTable>
          <More list={list} />
        </>
      )}
    </ListState>
  );
}

function Row({ projectId, use, item }: GoldItemsProps & { item: GoldItem }) {
  const add = useAction({
    run: () => askGold(item.id, use),
    changes: [["qualification-bank", projectId], ["qualification", projectId], ["practice", projectId]],
    said: "The item is in the bank.",
  });
  return (
    <Table.Tr>
      <Table.Td>{KIND_NOUN[item.kind]}</Table.Td>
      <Table.Td className={layout.wide}>{excerpt(item.prompt_excerpt, 120)}</Table.Td>
      <Table.Td align="right">
        <Button
          size="compact-sm"
          variant="default"
          disabled={add.isSuccess}
          loading={add.isPending}
          aria-label={`Add: ${excerpt(item.prompt_excerpt, 60)}`}
          onClick={() => {
            add.mutate(undefined);
          }}
        >
          {add.isSuccess ? "Added" : "Add"}
        </Button>
      </Table.Td>
    </Table.Tr>
  );
}
