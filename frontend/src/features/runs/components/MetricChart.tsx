/** One chart of a run: title, curves, what they mean, and the same numbers as a table. */
import { Button, Skeleton, Table } from "@mantine/core";
import { lazy, Suspense, useState } from "react";

import { DataTable, NumberCell } from "@/components/DataTable";
import { Panel } from "@/components/Panel";
import { figure } from "@/lib/format";

import type { Chart } from "../state/series";
import classes from "./MetricChart.module.css";

const Plot = lazy(() => import("./Plot"));

export function MetricChart({ chart }: { chart: Chart }) {
  const [asTable, setAsTable] = useState(false);
  const { title, caption } = chart.spec;
  return (
    <Panel
      title={title}
      order={3}
      actions={
        <Button
          variant="subtle"
          size="compact-xs"
          aria-pressed={asTable}
          aria-label={`${title}: show as table`}
          onClick={() => {
            setAsTable(!asTable);
          }}
        >
          {asTable ? "Show as chart" : "Show as table"}
        </Button>
      }
    >
      <figure className={classes.figure}>
        {asTable ? (
          <ChartTable chart={chart} />
        ) : (
          <div role="img" aria-label={spoken(chart)}>
            <Suspense fallback={<Skeleton h={216} radius="md" />}>
              <Plot chart={chart} />
            </Suspense>
          </div>
        )}
        <figcaption className={classes.caption}>{caption}</figcaption>
      </figure>
    </Panel>
  );
}

/** First and last value of each curve: what a glance at the chart would say. */
function spoken({ spec, curves }: Chart): string {
  const parts = curves.map(({ label, values }) => {
    const known = values.filter((value) => value !== null);
    return `${label} from ${figure(known[0])} to ${figure(known.at(-1))}`;
  });
  return `${spec.title}: ${parts.join("; ")}`;
}

function ChartTable({ chart }: { chart: Chart }) {
  return (
    <div className={classes.table}>
      <DataTable
        label={`${chart.spec.title} as a table`}
        head={["#Step", ...chart.curves.map(({ label }) => `#${label}`)]}
      >
        {chart.steps.map((step, index) => (
          <Table.Tr key={step}>
            <NumberCell>{step.toLocaleString("en")}</NumberCell>
            {chart.curves.map(({ label, values }) => (
              <NumberCell key={label}>{figure(values[index])}</NumberCell>
            ))}
          </Table.Tr>
        ))}
      </DataTable>
    </div>
  );
}
