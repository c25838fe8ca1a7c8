/** Orders to take judgments out, and how far the worker is with each. */
import { Badge, Progress, Table } from "@mantine/core";

import { DataTable, LineCell, More } from "@/components/DataTable";
import { EmptyState } from "@/components/EmptyState";
import { ListState } from "@/components/ListState";
import { Panel } from "@/components/Panel";
import layout from "@/components/stack.module.css";
import type { VoidOrder } from "@/lib/api-types";
import { ago } from "@/lib/format";
import { useList } from "@/lib/lists";

import { voidsQuery } from "../people";
import { PEOPLE } from "../strings";

export function VoidsPanel({ projectId }: { projectId: string }) {
  const list = useList(voidsQuery(projectId));
  return (
    <Panel title="Voided and relabeled" flush>
      <ListState list={list} empty={<EmptyState title="Nothing was taken out">{PEOPLE.nothingVoided}</EmptyState>}>
        {(items) => (
          <>
            <DataTable label="Orders" stacks head={["What", "Reason", "Progress", "By"]}>
              {items.map((order) => (
                <Row key={order.id} order={order} />
              ))}
            </DataTable>
            <More list={list} />
          </>
        )}
      </ListState>
    </Panel>
  );
}

function Row({ order }: { order: VoidOrder }) {
  return (
    <Table.Tr>
      <LineCell>
        {order.user?.name ?? "Everybody"}{" "}
        <Badge size="xs" variant="light" color={order.cause === "void" ? "red" : "blue"}>
          {order.cause}
        </Badge>
        {order.before_guideline !== null && <div className={layout.muted}>before {order.before_guideline}</div>}
      </LineCell>
      <Table.Td className={layout.wide} dir="auto">
        {order.reason}
      </Table.Td>
      <Table.Td>
        {order.finished_at === null && (
          <Progress value={(100 * order.done) / order.total} aria-label={`${String(order.done)} of ${String(order.total)}`} />
        )}
        <div className={layout.muted}>
          {order.done} of {order.total}
          {order.finished_at !== null && ", done"}
        </div>
      </Table.Td>
      <LineCell>
        {order.by.name}
        <div className={layout.muted}>{ago(order.created_at)}</div>
      </LineCell>
    </Table.Tr>
  );
}
