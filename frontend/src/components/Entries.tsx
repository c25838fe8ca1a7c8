import { Table } from "@mantine/core";

import { flatten } from "@/lib/flatten";
import { figure } from "@/lib/format";

import { DataTable, NumberCell } from "./DataTable";
import classes from "./Entries.module.css";

interface EntriesProps {
  label: string;
  value: Record<string, unknown>;
}

/** An object of settings or figures as a table of names and values. */
export function Entries({ label, value }: EntriesProps) {
  const entries = flatten(value);
  if (entries.length === 0) return <p className={classes.empty}>Nothing.</p>;
  return (
    <div className={classes.scroll}>
      <DataTable label={label} head={["Name", "#Value"]}>
        {entries.map((entry) => (
          <Table.Tr key={entry.key}>
            <Table.Td className={classes.key}>{entry.key}</Table.Td>
            <NumberCell>
              <span className={classes.value}>{written(entry.value)}</span>
            </NumberCell>
          </Table.Tr>
        ))}
      </DataTable>
    </div>
  );
}

function written(value: unknown): string {
  if (typeof value === "number") return figure(value);
  if (typeof value === "string") return value;
  return value === null ? "–" : JSON.stringify(value);
}
