/** Work and agreement, a week per row, the newest first. */
import { Table } from "@mantine/core";

import { DataTable, LineCell, NumberCell } from "@/components/DataTable";
import { Panel } from "@/components/Panel";
import layout from "@/components/stack.module.css";
import type { PersonWeek } from "@/lib/api-types";
import { date, duration } from "@/lib/format";

import { reviewedCount } from "../strings";
import { FigureCell } from "./FigureCell";
import { ReviewedCell } from "./ReviewedCell";

const REST = ["#Judgments", "#Active", "#Skips"];

export function WeeksPanel({ weeks }: { weeks: readonly PersonWeek[] }) {
  const checked = weeks.some(({ gold }) => gold.n > 0);
  const read = weeks.some(({ reviewed }) => reviewedCount(reviewed) > 0);
  const head = ["Week of", "Agreement with others", ...(checked ? ["With gold"] : []), ...(read ? ["Demonstrations"] : []), ...REST];
  return (
    <Panel title="Week by week" hint="The last half year, from Monday, UTC." flush={weeks.length > 0}>
      {weeks.length === 0 ? (
        <p className={layout.muted}>Nothing handed in yet.</p>
      ) : (
        <DataTable stacks label="Weeks" head={head}>
          {weeks.toReversed().map((week) => (
            <Table.Tr key={week.week}>
              <LineCell>{date(week.week)}</LineCell>
              <FigureCell label={`Agreement in the week of ${week.week}`} figure={week.agreement} />
              {checked && <FigureCell label={`With gold in the week of ${week.week}`} figure={week.gold} />}
              {read && <ReviewedCell reviewed={week.reviewed} />}
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
