/** A table that scrolls inside its own frame where the page is too narrow for it. */
import { Button, Table } from "@mantine/core";
import type { ReactNode } from "react";

import classes from "./DataTable.module.css";

interface DataTableProps {
  /** What it lists, for screen readers. */
  label: string;
  /** Head cells; one that starts with `#` heads a column of numbers, one with `!` is not shown. */
  head: readonly string[];
  /** Has a border of its own; inside a panel it needs none. */
  framed?: boolean;
  children: ReactNode;
}

export function DataTable({ label, head, framed = false, children }: DataTableProps) {
  return (
    // It may scroll sideways, so the keyboard must be able to reach it.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className={classes.frame} data-framed={framed} role="region" aria-label={label} tabIndex={0}>
      <Table verticalSpacing={9} horizontalSpacing={18} highlightOnHover>
        <Table.Thead>
          <Table.Tr>
            {head.map((cell) => (
              <HeadCell key={cell} cell={cell} />
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>{children}</Table.Tbody>
      </Table>
    </div>
  );
}

function HeadCell({ cell }: { cell: string }) {
  const text = cell.replace(/^[#!]/, "");
  return (
    <Table.Th className={classes.head} data-number={cell.startsWith("#")} scope="col">
      {cell.startsWith("!") ? <span className="visually-hidden">{text}</span> : text}
    </Table.Th>
  );
}

/** A cell with a number, aligned so that digits stand below each other. */
export function NumberCell({ children }: { children: ReactNode }) {
  return <Table.Td className={classes.number}>{children}</Table.Td>;
}

/** A cell whose text stays on one line. */
export function LineCell({ children }: { children: ReactNode }) {
  return <Table.Td className={classes.line}>{children}</Table.Td>;
}

interface MoreProps {
  list: { hasMore: boolean; loadingMore: boolean; loadMore: () => void };
}

/** The button below a list that has another page. */
export function More({ list }: MoreProps) {
  if (!list.hasMore) return null;
  return (
    <div className={classes.more}>
      <Button variant="default" loading={list.loadingMore} onClick={list.loadMore}>
        Show more
      </Button>
    </div>
  );
}
