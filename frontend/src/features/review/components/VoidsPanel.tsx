/** Orders to take judgments out, and how far the worker is with each. */
import { Badge, Progress, Table } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";

import { DataTable, LineCell, More } from "@/components/DataTable";
import { EmptyState } from "@/components/EmptyState";
import { Lines, ListState } from "@/components/ListState";
import { Panel } from "@/components/Panel";
import layout from "@/components/stack.module.css";
import type { VoidOrder } from "@/lib/api-types";
import { messageOf } from "@/lib/errors";
import { ago, dateTime } from "@/lib/format";
import { isTaskKind, KIND_NOUN } from "@/lib/kinds";
import { useList } from "@/lib/lists";

import { voidQuery, voidsQuery } from "../people";
import { PEOPLE } from "../strings";
import { WentInto } from "./WentInto";

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
        <div className={layout.muted}>{periodOf(order)}</div>
        <Affected orderId={order.id} />
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

/** Which of them: by kind, and by the time of the first answer. */
function periodOf({ kinds, since, until }: VoidOrder): string {
  const which = kinds.length === 0 ? "All kinds" : kinds.map((kind) => (isTaskKind(kind) ? KIND_NOUN[kind] : kind)).join(", ");
  return `${which}, ${since === null ? "up to" : `from ${dateTime(since)} to`} ${dateTime(until)}`;
}

/** Asked for when it is opened: it walks all that was made of them. */
function Affected({ orderId }: { orderId: string }) {
  const [opened, setOpened] = useState(false);
  const { data, error } = useQuery({ ...voidQuery(orderId), enabled: opened });
  return (
    <details onToggle={(event) => { setOpened(event.currentTarget.open); }}>
      <summary className={layout.muted}>What had learned from them</summary>
      {error !== null && <p role="alert">{messageOf(error)}</p>}
      {data === undefined ? error === null && <Lines count={2} /> : <WentInto of={data} />}
    </details>
  );
}
