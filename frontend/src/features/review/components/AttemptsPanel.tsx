/** A person's attempts at the qualification, and what came of each. */
import { Table } from "@mantine/core";

import { DataTable, LineCell } from "@/components/DataTable";
import { Panel } from "@/components/Panel";
import type { PersonDetail } from "@/lib/api-types";
import { dateTime } from "@/lib/format";

import { PEOPLE } from "../strings";

export function AttemptsPanel({ attempts }: { attempts: PersonDetail["attempts"] }) {
  return (
    <Panel title="Qualification" flush>
      <DataTable label="Attempts" stacks head={["Version", "Began", "Handed in", "Outcome"]}>
        {attempts.map((attempt) => (
          <Table.Tr key={attempt.started_at}>
            <LineCell>{attempt.number}</LineCell>
            <LineCell>{dateTime(attempt.started_at)}</LineCell>
            <LineCell>{attempt.submitted_at === null ? "–" : dateTime(attempt.submitted_at)}</LineCell>
            <LineCell>{PEOPLE.outcomes[attempt.outcome ?? "open"]}</LineCell>
          </Table.Tr>
        ))}
      </DataTable>
    </Panel>
  );
}
