/** What was imported: how far, how many rows made it, and each rejected line with its reason. */
import { Button, Modal, Progress, Table } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";

import { DataTable, LineCell, More, NumberCell } from "@/components/DataTable";
import { EmptyState } from "@/components/EmptyState";
import { ErrorState } from "@/components/ErrorState";
import { Lines, ListState } from "@/components/ListState";
import { Panel } from "@/components/Panel";
import { StateBadge } from "@/components/StateBadge";
import layout from "@/components/stack.module.css";
import type { Import } from "@/lib/api-types";
import { ago } from "@/lib/format";
import { useList } from "@/lib/lists";

import { importQuery, importsQuery } from "../api";
import { TEXT } from "../strings";

const HEAD = ["File", "State", "#Rows", "#New prompts", "#Duplicates", "#Rejected", "Started"];

export function ImportsPanel({ projectId }: { projectId: string }) {
  const list = useList(importsQuery(projectId));
  const [chosen, setChosen] = useState<Import | null>(null);
  return (
    <Panel title="Imports" flush>
      <ListState list={list} empty={<EmptyState symbol="⇥" title={TEXT.none} />}>
        {(items) => (
          <>
            <DataTable stacks label="Imports" head={HEAD}>
              {items.map((item) => (
                <ImportRow key={item.id} item={item} onRejections={setChosen} />
              ))}
            </DataTable>
            <More list={list} />
          </>
        )}
      </ListState>
      <Modal
        opened={chosen !== null}
        onClose={() => {
          setChosen(null);
        }}
        title={`Rejected lines of ${chosen?.name ?? ""}`}
        size="xl"
      >
        {chosen !== null && <Rejections id={chosen.id} />}
      </Modal>
    </Panel>
  );
}

interface ImportRowProps {
  item: Import;
  onRejections: (item: Import) => void;
}

function ImportRow({ item, onRejections }: ImportRowProps) {
  return (
    <Table.Tr>
      <Table.Td>{item.name}</Table.Td>
      <Table.Td>
        <StateBadge state={item.state} />
        {item.error !== "" && <div className={layout.muted}>{item.error}</div>}
      </Table.Td>
      <NumberCell>
        <RowsDone item={item} />
      </NumberCell>
      <NumberCell>{item.prompts_created.toLocaleString("en")}</NumberCell>
      <NumberCell>{item.duplicates.toLocaleString("en")}</NumberCell>
      <NumberCell>
        {item.rejected === 0 ? (
          "0"
        ) : (
          <Button
            size="compact-sm"
            variant="light"
            color="red"
            aria-label={`${String(item.rejected)} rejected lines of ${item.name}`}
            onClick={() => {
              onRejections(item);
            }}
          >
            {item.rejected.toLocaleString("en")}
          </Button>
        )}
      </NumberCell>
      <LineCell>{ago(item.created_at)}</LineCell>
    </Table.Tr>
  );
}

function RowsDone({ item }: { item: Import }) {
  const { rows_done: done, rows_total: total, state } = item;
  const text = total === null ? done.toLocaleString("en") : `${String(done)} of ${String(total)}`;
  if (state !== "running" || total === null) return <>{state === "done" ? done.toLocaleString("en") : text}</>;
  return (
    <>
      {text}
      <Progress.Root size={5}>
        <Progress.Section value={(100 * done) / Math.max(1, total)} aria-label={`Rows of ${item.name}`} />
      </Progress.Root>
    </>
  );
}

function Rejections({ id }: { id: string }) {
  const { data, error, refetch } = useQuery(importQuery(id));
  if (data === undefined && error !== null) {
    return <ErrorState error={error} reset={() => void refetch()} />;
  }
  if (data === undefined) return <Lines />;
  const { rejections, rejected } = data;
  return (
    <>
      {rejected > rejections.length && (
        <p className={layout.muted}>
          The first {rejections.length} of {rejected.toLocaleString("en")}.
        </p>
      )}
      <DataTable label="Rejected lines" head={["#Line", "Code", "Why"]}>
        {rejections.map((rejection) => (
          <Table.Tr key={rejection.line}>
            <NumberCell>{rejection.line}</NumberCell>
            <LineCell>
              <span className={layout.mono}>{rejection.code}</span>
            </LineCell>
            <Table.Td className={layout.wide}>{rejection.message}</Table.Td>
          </Table.Tr>
        ))}
      </DataTable>
    </>
  );
}
