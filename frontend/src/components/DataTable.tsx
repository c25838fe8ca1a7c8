/**
 * A table for a page of any width: where it is too narrow, it scrolls inside its own frame, or
 * (`stacks`) each row becomes a block of lines, each with the name of its column.
 */
import { Button, Table } from "@mantine/core";
import type { CSSProperties, ReactNode } from "react";

import classes from "./DataTable.module.css";

interface DataTableProps {
  /** What it lists, for screen readers. */
  label: string;
  /** Head cells; one that starts with `#` heads a column of numbers, one with `!` is not shown. */
  head: readonly string[];
  /** Has a border of its own; inside a panel it needs none. */
  framed?: boolean;
  /** On a phone its rows are blocks: for tables that are read row by row. */
  stacks?: boolean;
  children: ReactNode;
}

/** The names of the columns for the style sheet, which puts them before the cells of a block. */
function columnNames(head: readonly string[]): CSSProperties {
  const names = head.map((cell, index) => {
    const text = cell.startsWith("!") ? "" : cell.replace(/^#/, "");
    return [`--column-${String(index + 1)}`, JSON.stringify(text)];
  });
  return Object.fromEntries(names) as CSSProperties;
}

export function DataTable({ label, head, framed = false, stacks = false, children }: DataTableProps) {
  return (
    <div
      className={classes.frame}
      data-framed={framed}
      data-stacks={stacks}
      style={stacks ? columnNames(head) : undefined}
      role="region"
      aria-label={label}
      // It may scroll sideways, so the keyboard must be able to reach it.
      // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
    >
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
