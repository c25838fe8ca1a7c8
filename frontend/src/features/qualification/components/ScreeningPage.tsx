/** The admin's side: the version in force, the banks, everybody's attempts. */
import { Button, Table } from "@mantine/core";
import { useState } from "react";

import { DataTable, LineCell, More } from "@/components/DataTable";
import { ListState } from "@/components/ListState";
import { PageHeader } from "@/components/PageHeader";
import { Panel } from "@/components/Panel";
import layout from "@/components/stack.module.css";
import type { QualificationVersion } from "@/lib/api-types";
import { count, dateTime } from "@/lib/format";
import { KIND_NOUN } from "@/lib/kinds";
import { useList } from "@/lib/lists";

import { versionsQuery } from "../manage";
import { PART_SHORT, TEXT } from "../strings";
import { AttemptsPanel } from "./AttemptsPanel";
import { BankPanel } from "./BankPanel";
import { written } from "./PartFigures";
import { VersionForm } from "./VersionForm";

export function ScreeningPage({ projectId }: { projectId: string }) {
  const list = useList(versionsQuery(projectId));
  const [writing, setWriting] = useState(false);
  if (writing) {
    return (
      <VersionForm
        projectId={projectId}
        latest={list.items?.[0] ?? null}
        onDone={() => {
          setWriting(false);
        }}
      />
    );
  }
  return (
    <>
      <PageHeader
        title={TEXT.admin}
        description={TEXT.adminHint}
        actions={
          list.items !== undefined && (
            <Button
              onClick={() => {
                setWriting(true);
              }}
            >
              New version
            </Button>
          )
        }
      />
      <div className={layout.stack}>
        <Panel title="Versions" flush>
          <ListState
            list={list}
            empty={
              <p className={layout.muted} style={{ padding: 18 }}>
                None yet: new members may do every kind of work at once. Add items to the bank below, then publish the
                first version.
              </p>
            }
          >
            {(items) => (
              <>
                <Versions items={items} />
                <More list={list} />
              </>
            )}
          </ListState>
        </Panel>
        <BankPanel projectId={projectId} />
        <AttemptsPanel projectId={projectId} />
      </div>
    </>
  );
}

function Versions({ items }: { items: readonly QualificationVersion[] }) {
  return (
    <DataTable stacks label="Versions" head={["Version", "Parts", "Grants", "New labelers", "Attempts", "Published", "By"]}>
      {items.map((item, index) => (
        <Table.Tr key={item.id}>
          <LineCell>
            {item.number}
            {index === 0 && " · in force"}
          </LineCell>
          <Table.Td>{partsOf(item)}</Table.Td>
          <Table.Td>{grantsOf(item)}</Table.Td>
          <LineCell>{item.gates && item.parts.length > 0 ? "have to pass" : "need not pass"}</LineCell>
          <LineCell>
            {item.max_attempts === 0 ? "no limit" : count(item.max_attempts, "attempt")}
            {item.wait_days > 0 && `, ${count(item.wait_days, "day")} apart`}
          </LineCell>
          <LineCell>{dateTime(item.published_at)}</LineCell>
          <LineCell>{item.published_by.name}</LineCell>
        </Table.Tr>
      ))}
    </DataTable>
  );
}

function partsOf({ parts }: QualificationVersion): string {
  if (parts.length === 0) return "none";
  return parts
    .map(({ kind, items, cutoff }) => {
      const least = cutoff === null ? "recorded" : `≥ ${written(kind, cutoff)}`;
      return `${PART_SHORT[kind]}${kind === "self_assessment" ? "" : ` × ${String(items)}`} (${least})`;
    })
    .join(", ");
}

function grantsOf({ grants }: QualificationVersion): string {
  const said = grants.map(({ kind, language, expertise }) => {
    const limits = [language, expertise].filter((one) => one !== "*");
    return `${KIND_NOUN[kind]}${limits.length > 0 ? ` (${limits.join(", ")})` : ""}`;
  });
  return said.length === 0 ? "–" : said.join(", ");
}
