/** Which version served from when, by whom, and why. */
import { Table } from "@mantine/core";

import { DataTable, LineCell, More } from "@/components/DataTable";
import { ListState } from "@/components/ListState";
import { ModelName } from "@/components/ModelName";
import { Panel } from "@/components/Panel";
import layout from "@/components/stack.module.css";
import type { Promotion } from "@/lib/api-types";
import { dateTime, words } from "@/lib/format";
import type { List } from "@/lib/lists";

import { TEXT } from "../strings";

const HEAD = ["When", "What", "Now serving", "Before", "By", "Reason"];

export function PromotionsPanel({ list }: { list: List<Promotion> }) {
  return (
    <Panel title="Promotions" flush={(list.items?.length ?? 0) > 0}>
      <ListState list={list} empty={<p className={layout.muted}>{TEXT.noPromotions}</p>}>
        {(items) => (
          <>
            <DataTable stacks label="Promotions" head={HEAD}>
              {items.map((promotion) => (
                <Table.Tr key={promotion.id}>
                  <LineCell>{dateTime(promotion.at)}</LineCell>
                  <LineCell>{words(promotion.kind)}</LineCell>
                  <LineCell>
                    <ModelName model={promotion.model} />
                  </LineCell>
                  <LineCell>
                    {promotion.previous === null ? "–" : <ModelName model={promotion.previous} />}
                  </LineCell>
                  <LineCell>{promotion.by?.name ?? "the gate"}</LineCell>
                  <Table.Td className={layout.wide}>{promotion.reason}</Table.Td>
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
