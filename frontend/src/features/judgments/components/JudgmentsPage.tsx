/** What people submitted, for those who review it. */
import { Badge, SegmentedControl, Table } from "@mantine/core";
import { useState } from "react";

import { DataTable, LineCell, More, NumberCell } from "@/components/DataTable";
import { EmptyState } from "@/components/EmptyState";
import { ListState } from "@/components/ListState";
import { PageHeader } from "@/components/PageHeader";
import { AnchorLink } from "@/components/links";
import layout from "@/components/stack.module.css";
import type { JudgmentReview, TaskKind } from "@/lib/api-types";
import { ago, duration, excerpt } from "@/lib/format";
import { isTaskKind, KIND_NOUN } from "@/lib/kinds";
import { useList } from "@/lib/lists";
import { useFlagLabel } from "@/lib/project";

import { judgmentsQuery } from "../api";
import { AnswerSummary } from "./AnswerSummary";
import classes from "./JudgmentsPage.module.css";

const HEAD = ["Task", "Answer", "Labeler", "#Time", "Guidelines", "Submitted"];
const KINDS = ["ranking", "comparison", "demonstration", "review"] as const;

export function JudgmentsPage({ projectId }: { projectId: string }) {
  const [kind, setKind] = useState<TaskKind | null>(null);
  const list = useList(judgmentsQuery(projectId, kind));
  const flagLabel = useFlagLabel(projectId);
  return (
    <>
      <PageHeader
        title="Judgments"
        description="Newest first. A letter is an answer as its labeler saw it: the order differs from person to person."
        actions={
          <SegmentedControl
            className={classes.kinds}
            aria-label="Kind"
            value={kind ?? "all"}
            onChange={(value) => {
              setKind(isTaskKind(value) ? value : null);
            }}
            data={[
              { value: "all", label: "All" },
              ...KINDS.map((value) => ({ value, label: KIND_NOUN[value] })),
            ]}
          />
        }
      />
      <ListState list={list} empty={<Nothing />}>
        {(items) => (
          <>
            <DataTable label="Judgments" framed stacks head={HEAD}>
              {items.map((judgment) => (
                <JudgmentRow key={judgment.id} judgment={judgment} flagLabel={flagLabel} />
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
    <EmptyState symbol="✎" title="No judgments yet">
      They appear here as soon as somebody submits.
    </EmptyState>
  );
}

interface JudgmentRowProps {
  judgment: JudgmentReview;
  flagLabel: (key: string) => string;
}

function JudgmentRow({ judgment, flagLabel }: JudgmentRowProps) {
  return (
    <Table.Tr>
      <Table.Td className={layout.wide}>
        <div className={layout.muted}>
          {KIND_NOUN[judgment.kind].replace(/s$/, "")}
          {!judgment.counted && (
            <Badge ml="xs" size="xs" variant="outline" color="gray">
              {judgment.gold_check ? "gold check" : "surplus"}
            </Badge>
          )}
          {judgment.edit != null && (
            <Badge ml="xs" size="xs" variant="light" tt="none">
              reviewer’s edit
            </Badge>
          )}
          {judgment.voided && (
            <Badge ml="xs" size="xs" variant="light" color="red">
              voided
            </Badge>
          )}
        </div>
        <AnchorLink
          size="sm"
          dir="auto"
          to="/judgments/$judgmentId"
          params={{ judgmentId: judgment.id }}
        >
          {excerpt(judgment.prompt_excerpt, 110)}
        </AnchorLink>
      </Table.Td>
      <Table.Td>
        <AnswerSummary answer={judgment.answer} flagLabel={flagLabel} />
      </Table.Td>
      <LineCell>
        {judgment.labeler.name}
        {judgment.edit != null && (
          <div className={layout.muted} title={`The text is ${judgment.edit.by.name}'s, and so is the time`}>
            edited by {judgment.edit.by.name}
          </div>
        )}
      </LineCell>
      <NumberCell>{judgment.edit != null && judgment.active_seconds === 0 ? "–" : duration(judgment.active_seconds)}</NumberCell>
      <LineCell>{judgment.guideline_number ?? "–"}</LineCell>
      <LineCell>{ago(judgment.submitted_at)}</LineCell>
    </Table.Tr>
  );
}
