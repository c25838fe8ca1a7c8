/** When somebody was paused, by whom and why. */
import { Table } from "@mantine/core";

import { DataTable, LineCell } from "@/components/DataTable";
import { Panel } from "@/components/Panel";
import layout from "@/components/stack.module.css";
import type { PersonDetail } from "@/lib/api-types";
import { dateTime } from "@/lib/format";

export function PausesPanel({ pauses }: { pauses: PersonDetail["pauses"] }) {
  return (
    <Panel title="Pauses" flush>
      <DataTable label="Pauses" stacks head={["Reason", "From", "By", "Until"]}>
        {pauses.map((pause) => (
          <Table.Tr key={pause.at}>
            <Table.Td className={layout.wide} dir="auto">{pause.reason}</Table.Td>
            <LineCell>{dateTime(pause.at)}</LineCell>
            <LineCell>{pause.by?.name ?? "–"}</LineCell>
            <LineCell>{pause.ended_at === null ? "now" : dateTime(pause.ended_at)}</LineCell>
          </Table.Tr>
        ))}
      </DataTable>
    </Panel>
  );
}
