/** The audit record of a project. */
import { Table } from "@mantine/core";

import { DataTable, LineCell, More } from "@/components/DataTable";
import { EmptyState } from "@/components/EmptyState";
import { ListState } from "@/components/ListState";
import { Panel } from "@/components/Panel";
import layout from "@/components/stack.module.css";
import { flatten } from "@/lib/flatten";
import { dateTime, excerpt } from "@/lib/format";
import { useList } from "@/lib/lists";

import { auditQuery } from "../api";
import { TEXT } from "../strings";

export function AuditPanel({ projectId }: { projectId: string }) {
  const list = useList(auditQuery(projectId));
  return (
    <Panel title="Record" hint={TEXT.auditHint} flush>
      <ListState list={list} empty={<EmptyState symbol="≡" title="Nothing yet">Who changed what stands here: settings, members, releases, decisions of reviewers.</EmptyState>}>
        {(items) => (
          <>
            <DataTable stacks label="Audit record" head={["When", "Who", "What", "Detail"]}>
              {items.map((event) => (
                <Table.Tr key={event.id}>
                  <LineCell>{dateTime(event.at)}</LineCell>
                  <LineCell>{event.actor?.name ?? "the system"}</LineCell>
                  <LineCell>
                    <span className={layout.mono}>{event.action}</span>
                  </LineCell>
                  <Table.Td className={layout.wide}>{detail(event.detail)}</Table.Td>
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

function detail(value: unknown): string {
  const entries = flatten(value).filter((entry) => entry.value !== null);
  const parts = entries.map((entry) => {
    const text = typeof entry.value === "string" ? entry.value : JSON.stringify(entry.value);
    return `${entry.key} ${text}`;
  });
  return parts.length === 0 ? "–" : excerpt(parts.join(" · "), 180);
}
