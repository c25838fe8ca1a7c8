/** Work and agreement, a week per row, the newest first. */
import { Table } from "@mantine/core";

import { DataTable, LineCell, NumberCell } from "@/components/DataTable";
import { IntervalBar } from "@/components/IntervalBar";
import { Panel } from "@/components/Panel";
import layout from "@/components/stack.module.css";
import type { PersonWeek } from "@/lib/api-types";
import { date, duration, percent } from "@/lib/format";

import classes from "./PeoplePage.module.css";

const REST = ["#Judgments", "#Active", "#Skips"];

export function WeeksPanel({ weeks }: { weeks: readonly PersonWeek[] }) {
  const checked = weeks.some(({ gold }) => gold.n > 0);
  const head = ["Week of", "Agreement with others", ...(checked ? ["With gold"] : []), ...REST];
  return (
    <Panel title="Week by week" hint="The last half year, from Monday, UTC." flush={weeks.length > 0}>
      {weeks.length === 0 ? (
        <p className={layout.muted}>Nothing handed in yet.</p>
      ) : (
        <DataTable label="Weeks" head={head}>
          {weeks.toReversed().map((week) => (
            <Table.Tr key={week.week}>
              <LineCell>{date(week.week)}</LineCell>
              <Figure label={`Agreement in the week of ${week.week}`} figure={week.agreement} />
              {checked && <Figure label={`With gold in the week of ${week.week}`} figure={week.gold} />}
              <NumberCell>{week.judgments}</NumberCell>
              <NumberCell>{duration(week.active_seconds)}</NumberCell>
              <NumberCell>{week.skips}</NumberCell>
            </Table.Tr>
          ))}
        </DataTable>
      )}
    </Panel>
  );
}

function Figure({ label, figure }: { label: string; figure: PersonWeek["agreement"] }) {
  return (
    <Table.Td>
      <div className={classes.agreement}>
        <span>{percent(figure.value, 0)}</span>
        <IntervalBar small label={label} value={figure.value} interval={figure.interval} />
        <span className={layout.muted}>n {figure.n}</span>
      </div>
    </Table.Td>
  );
}
