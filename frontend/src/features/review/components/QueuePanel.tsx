/** Tasks by how much they need a look, each with the reasons why. */
import { Badge, NativeSelect, Table } from "@mantine/core";
import { useState } from "react";

import { DataTable, LineCell, More, NumberCell } from "@/components/DataTable";
import { EmptyState } from "@/components/EmptyState";
import { ListState } from "@/components/ListState";
import { AnchorLink } from "@/components/links";
import layout from "@/components/stack.module.css";
import type { ReviewQueueItem } from "@/lib/api-types";
import { count, excerpt, percent } from "@/lib/format";
import { KIND_NOUN } from "@/lib/kinds";
import { useList } from "@/lib/lists";
import { useFlagLabel } from "@/lib/project";

import { CAUSES, reviewQueueQuery, type Cause, type QueueState } from "../api";
import { TEXT } from "../strings";
import classes from "./QueuePanel.module.css";

const HEAD = ["Task", "Why", "#Disagreement", "#Judgments"];

export function QueuePanel({ projectId, state }: { projectId: string; state: QueueState }) {
  const [cause, setCause] = useState<Cause | null>(null);
  const list = useList(reviewQueueQuery(projectId, state, cause));
  const flagLabel = useFlagLabel(projectId);
  const open = state === "open";
  const title = open ? TEXT.nothingToReview : TEXT.nothingSettled;
  const hint = open ? TEXT.nothingToReviewHint : TEXT.nothingSettledHint;
  const nothing = cause === null ? <EmptyState symbol="✓" title={title}>{hint}</EmptyState> : <EmptyState symbol="✓" title={TEXT.noneOfCause} />;
  return (
    <>
      <NativeSelect
        className={classes.cause}
        aria-label="Why"
        value={cause ?? ""}
        onChange={(event) => { setCause(CAUSES.find((one) => one === event.currentTarget.value) ?? null); }}
        data={[{ value: "", label: "For any reason" }, ...CAUSES.map((value) => ({ value, label: TEXT.causes[value] }))]}
      />
      <ListState list={list} empty={nothing}>
      {(items) => (
        <>
          <DataTable label="Tasks to review" framed stacks head={HEAD}>
            {items.map((item) => (
              <Row key={item.task_id} projectId={projectId} item={item} flagLabel={flagLabel} />
            ))}
          </DataTable>
          <More list={list} />
        </>
      )}
      </ListState>
    </>
  );
}

interface RowProps {
  projectId: string;
  item: ReviewQueueItem;
  flagLabel: (key: string) => string;
}

function Row({ projectId, item, flagLabel }: RowProps) {
  return (
    <Table.Tr>
      <Table.Td className={layout.wide}>
        <div className={layout.muted}>{KIND_NOUN[item.kind].replace(/s$/, "")}</div>
        <AnchorLink
          size="sm"
          dir="auto"
          to="/projects/$projectId/review/$taskId"
          params={{ projectId, taskId: item.task_id }}
        >
          {excerpt(item.prompt_excerpt, 110) || "Prompt without text"}
        </AnchorLink>
      </Table.Td>
      <Table.Td>
        <div className={classes.reasons}>
          {reasonsOf(item, flagLabel).map((reason) => (
            <Badge key={reason} variant="light" color="gray" tt="none" fw={550}>
              {reason}
            </Badge>
          ))}
        </div>
      </Table.Td>
      <NumberCell>{percent(item.disagreement, 0)}</NumberCell>
      <LineCell>
        {item.judgments} of {item.overlap}
      </LineCell>
    </Table.Tr>
  );
}

/** Why a task stands in the queue, in words. */
function reasonsOf(item: ReviewQueueItem, flagLabel: (key: string) => string): string[] {
  const { disagreement, spread, contested_flags: flags, unclear_skips: skips } = item;
  return [
    ...(disagreement !== null && disagreement > 0 ? ["ordered differently"] : []),
    ...(spread >= 3 ? [`ratings ${String(spread)} apart`] : []),
    ...flags.map((flag) => `${flagLabel(flag)}: not all`),
    ...(skips >= 2 ? [`${count(skips, "skip")} as unclear`] : []),
  ];
}
