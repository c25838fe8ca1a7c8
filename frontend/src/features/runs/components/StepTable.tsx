/** The steps of a cycle as rows: state, time, and the figures each left. */
import { Table } from "@mantine/core";

import { STEP_LABEL } from "@/components/CycleSteps";
import { DataTable, LineCell, NumberCell } from "@/components/DataTable";
import { StateBadge } from "@/components/StateBadge";
import layout from "@/components/stack.module.css";
import type { CycleStep } from "@/lib/api-types";
import { flatten } from "@/lib/flatten";
import { duration, figure } from "@/lib/format";

import { secondsOf } from "../state/states";

const MOST = 8;

export function StepTable({ steps }: { steps: readonly CycleStep[] }) {
  return (
    <DataTable stacks label="Steps of the cycle" head={["Step", "State", "#Took", "Figures"]}>
      {steps.map((step) => {
        const seconds = secondsOf(step);
        return (
          <Table.Tr key={step.name}>
            <LineCell>{STEP_LABEL[step.name]}</LineCell>
            <Table.Td>
              <StateBadge state={step.state} />
            </Table.Td>
            <NumberCell>{seconds === null ? "–" : duration(seconds)}</NumberCell>
            <Table.Td className={layout.wide}>{summary(step)}</Table.Td>
          </Table.Tr>
        );
      })}
    </DataTable>
  );
}

/** Cost stands on the run's own page. */
const COST = /_seconds$|_mib$/;

/** The first figures of a summary in one line; the run's page has all of them. */
function summary(step: CycleStep): string {
  const entries = flatten(step.summary).filter(({ key }) => !COST.test(key));
  const parts = entries.slice(0, MOST).map(({ key, value }) => {
    const name = key.replaceAll(/[_.]/g, " ");
    if (typeof value === "number") return `${name} ${figure(value)}`;
    // Reasons are whole sentences and need no name.
    if (Array.isArray(value)) return value.map(String).join(" ");
    return typeof value === "string" ? value : `${name} ${JSON.stringify(value)}`;
  });
  return parts.length === 0 ? "–" : parts.join(" · ");
}
