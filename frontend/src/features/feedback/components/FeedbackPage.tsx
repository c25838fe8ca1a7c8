/** Thumbs from the chatbots, with what was said about them. */
import { Badge, Table } from "@mantine/core";

import { DataTable, LineCell, More } from "@/components/DataTable";
import { EmptyState } from "@/components/EmptyState";
import { ListState } from "@/components/ListState";
import { PageHeader } from "@/components/PageHeader";
import layout from "@/components/stack.module.css";
import type { FeedbackRow } from "@/lib/api-types";
import { ago, excerpt, words } from "@/lib/format";
import { useList } from "@/lib/lists";

import { feedbackQuery } from "../api";
import { TEXT } from "../strings";
import classes from "./FeedbackPage.module.css";

export function FeedbackPage({ projectId }: { projectId: string }) {
  const list = useList(feedbackQuery(projectId));
  return (
    <>
      <PageHeader title="Feedback" description={TEXT.hint} />
      <ListState list={list} empty={<Nothing />}>
        {(items) => (
          <>
            <DataTable stacks label="Feedback" framed head={["Thumb", "Answer", "Said", "Model", "Received"]}>
              {items.map((row) => (
                <Row key={row.id} row={row} />
              ))}
            </DataTable>
            <More list={list} />
          </>
        )}
      </ListState>
    </>
  );
}

function Nothing() {
  return (
    <EmptyState symbol="↕" title={TEXT.none}>
      {TEXT.noneHint}
    </EmptyState>
  );
}

function Row({ row }: { row: FeedbackRow }) {
  const isGone = row.retracted || row.superseded;
  return (
    <Table.Tr className={isGone ? classes.gone : ""}>
      <LineCell>
        <span className={classes.thumb} data-rating={row.rating}>
          <span aria-hidden="true">{row.rating === "up" ? "↑" : "↓"}</span> {row.rating}
        </span>
        {isGone && (
          <Badge ml="xs" size="xs" variant="outline" color="gray">
            {row.retracted ? "taken back" : "changed later"}
          </Badge>
        )}
      </LineCell>
      <Table.Td className={layout.wide} dir="auto">
        {row.completion_excerpt === "" ? "–" : excerpt(row.completion_excerpt, 160)}
      </Table.Td>
      <Table.Td className={layout.wide} dir="auto">
        <Said row={row} />
      </Table.Td>
      <LineCell>{row.model === "" ? "–" : row.model}</LineCell>
      <LineCell>{ago(row.received_at)}</LineCell>
    </Table.Tr>
  );
}

function Said({ row }: { row: FeedbackRow }) {
  if (row.reasons.length === 0 && row.comment === "") return <>–</>;
  return (
    <>
      {row.reasons.map((reason) => (
        <Badge key={reason} mr={4} size="sm" variant="light" color="gray">
          {words(reason)}
        </Badge>
      ))}
      {row.comment !== "" && <div>{row.comment}</div>}
    </>
  );
}
