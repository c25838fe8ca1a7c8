/** Work and agreement, a week per row, the newest first. */
import { Table } from "@mantine/core";

import { DataTable, LineCell, NumberCell } from "@/components/DataTable";
import { IntervalBar } from "@/components/IntervalBar";
import { Panel } from "@/components/Panel";
import layout from "@/components/stack.module.css";
import type { PersonWeek } from "@/lib/api-types";
import { date, duration, percent } from "@/lib/format";

import classes from "./PeoplePage.module.css";

const HEAD = ["Week of", "Agreement with others", "#Judgments", "#Active", "#Skips"];

export function WeeksPanel({ weeks }: { weeks: readonly PersonWeek[] }) {
  return (
    <Panel title="Week by week" hint="The last half year, from Monday, UTC." flush={weeks.length > 0}>
      {weeks.length === 0 ? (
        <p className={layout.muted}>Nothing handed in yet.</p>
      ) : (
        <DataTable label="Weeks" head={HEAD}>
          {weeks.toReversed().map((week) => (
            <Table.Tr key={week.week}>
              <LineCell>{date(week.week)}</LineCell>
              <Table.Td>
                <div className={classes.agreement}>
                  <span>{percent(week.agreement.value, 0)}</span>
                  <IntervalBar small label={`Agreement in the week of ${week.week}`} value={week.agreement.value} interval={week.agreement.interval} />
                  <span className={layout.muted}>n {week.agreement.n}</span>
                </div>
              </Table.Td>
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
