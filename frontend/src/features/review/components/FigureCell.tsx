/** A figure of agreement in a table: the share, its interval, what it rests on. */
import { Table } from "@mantine/core";

import { IntervalBar } from "@/components/IntervalBar";
import layout from "@/components/stack.module.css";
import type { Person } from "@/lib/api-types";
import { count, percent } from "@/lib/format";

import classes from "./PeoplePage.module.css";

export function FigureCell({ label, figure }: { label: string; figure: Person["agreement"] }) {
  return (
    <Table.Td>
      <div className={classes.agreement}>
        <span>{percent(figure.value, 0)}</span>
        <IntervalBar small label={label} value={figure.value} interval={figure.interval} />
        <span className={layout.muted}>{count(figure.n, "pair")}</span>
      </div>
    </Table.Td>
  );
}
