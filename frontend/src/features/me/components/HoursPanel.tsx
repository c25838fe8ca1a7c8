/** Hours by day, active and open apart, and the same as a table to take home. */
import { Button, SegmentedControl, Table } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";

import { DataTable, LineCell, NumberCell } from "@/components/DataTable";
import { ErrorState } from "@/components/ErrorState";
import { Panel } from "@/components/Panel";
import { Stat, Stats } from "@/components/Stat";
import { TimeCounts } from "@/components/TimeCounts";
import { date, duration } from "@/lib/format";
import { roleIn, useMe } from "@/lib/me";

import { ledgerQuery, ledgerTable } from "../api";
import { hoursByDay, lastDays, type DayHours } from "../days";
import { TEXT } from "../strings";
import classes from "./MePage.module.css";

const SPANS = [
  { value: "7", label: "7 days" },
  { value: "30", label: "30 days" },
  { value: "90", label: "90 days" },
];

export function HoursPanel({ projectId }: { projectId: string }) {
  const me = useMe();
  const [span, setSpan] = useState("7");
  const days = lastDays(Number(span));
  const { data, error, refetch } = useQuery(ledgerQuery(projectId, days));
  const rows = data === undefined ? [] : hoursByDay(data.lines, me.id);
  const everybody = roleIn(me, projectId) === "admin";
  return (
    <Panel
      title={TEXT.hours}
      hint={TEXT.hoursHint}
      actions={
        <>
          <SegmentedControl aria-label="Days" size="xs" value={span} onChange={setSpan} data={SPANS} />
          <Button component="a" href={ledgerTable(projectId, days)} download variant="default" size="compact-sm">
            {everybody ? "Everybody’s as CSV" : "As CSV"}
          </Button>
        </>
      }
    >
      {error !== null && <ErrorState error={error} reset={() => void refetch()} />}
      {data !== undefined && rows.length === 0 && <p className={classes.quiet}>No work in these days.</p>}
      {rows.length > 0 && <Hours rows={rows} />}
      <TimeCounts />
    </Panel>
  );
}

function Hours({ rows }: { rows: DayHours[] }) {
  const sum = (pick: (row: DayHours) => number) => rows.reduce((total, row) => total + pick(row), 0);
  return (
    <div className={classes.hours}>
      <Stats>
        <Stat label="Active" value={duration(sum(({ active }) => active))} />
        <Stat label="Open" value={duration(sum(({ wall }) => wall))} />
      </Stats>
      <DataTable stacks label="Hours by day" head={["Day", "#Handed in", "#Edited", "#Skipped", "#Active", "#Open"]}>
        {rows.map((row) => (
          <Table.Tr key={row.date}>
            <LineCell>{date(`${row.date}T12:00:00`)}</LineCell>
            <NumberCell>{row.submitted}</NumberCell>
            <NumberCell>{row.revised}</NumberCell>
            <NumberCell>{row.skipped}</NumberCell>
            <NumberCell>{duration(row.active)}</NumberCell>
            <NumberCell>{duration(row.wall)}</NumberCell>
          </Table.Tr>
        ))}
      </DataTable>
    </div>
  );
}
