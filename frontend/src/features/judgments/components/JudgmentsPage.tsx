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
import { ago, duration, excerpt, ofItEdit } from "@/lib/format";
import { isTaskKind, KIND_NOUN } from "@/lib/kinds";
import { useList } from "@/lib/lists";
import { useFlagLabel } from "@/lib/project";

import { judgmentsQuery } from "../api";
import { textOf } from "../state";
import { AnswerSummary } from "./AnswerSummary";
import classes from "./JudgmentsPage.module.css";

const HEAD = ["Task", "Answer", "Labeler", "#Time", "Guidelines", "Submitted"];
const KINDS = ["ranking", "comparison", "demonstration", "review"] as const;

interface JudgmentsPageProps {
  projectId: string;
  /** Whose alone; everybody's if absent. */
  labeler?: string | undefined;
}

export function JudgmentsPage({ projectId, labeler }: JudgmentsPageProps) {
  const [kind, setKind] = useState<TaskKind | null>(null);
  const list = useList(judgmentsQuery(projectId, kind, labeler ?? null));
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
      {labeler !== undefined && <OfOne projectId={projectId} personId={labeler} name={list.items?.[0]?.labeler.name} />}
      <ListState list={list} empty={labeler === undefined ? <Nothing /> : <EmptyState symbol="✎" title="None of theirs" />}>
        {(items) => (
          <>
            <DataTable label="Judgments" framed stacks head={HEAD}>
              {items.map((judgment) => (
                <JudgmentRow key={judgment.id} projectId={projectId} judgment={judgment} flagLabel={flagLabel} />
              ))}
            </DataTable>
            <More list={list} />
          </>
        )}
      </ListState>
    </>
  );
}

/** Whose they are, and the ways to them and back to everybody's. */
function OfOne({ projectId, personId, name }: { projectId: string; personId: string; name: string | undefined }) {
  return (
    <p className={classes.one}>
      Only of{" "}
      <AnchorLink size="sm" to="/projects/$projectId/people/$personId" params={{ projectId, personId }}>
        {name ?? "this person"}
      </AnchorLink>
      <AnchorLink size="sm" to="/projects/$projectId/judgments" params={{ projectId }}>
        Show everybody’s
      </AnchorLink>
    </p>
  );
}

function Nothing() {
  return (
    <EmptyState symbol="✎" title="No judgments yet">
      What people hand in appears here at once, with who it is from and how long it took. Work starts once the project has
      guidelines, tasks and people.
    </EmptyState>
  );
}

interface JudgmentRowProps {
  projectId: string;
  judgment: JudgmentReview;
  flagLabel: (key: string) => string;
}

function JudgmentRow({ projectId, judgment, flagLabel }: JudgmentRowProps) {
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
        <Asked projectId={projectId} judgment={judgment} />
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
      <NumberCell>
        {judgment.edit != null && judgment.active_seconds === 0
          ? "–"
          : duration(judgment.active_seconds + judgment.edit_seconds)}
        {judgment.edit_seconds > 0 && <div className={layout.muted}>{ofItEdit(judgment.edit_seconds)}</div>}
      </NumberCell>
      <LineCell>{judgment.guideline_number ?? "–"}</LineCell>
      <LineCell>
        {judgment.revision > 1 && "edited "}
        {ago(judgment.submitted_at)}
      </LineCell>
    </Table.Tr>
  );
}

/** A task's page has all that was said of it; a written prompt is read where it stands. */
function Asked({ projectId, judgment }: Pick<JudgmentRowProps, "projectId" | "judgment">) {
  const asked = excerpt(judgment.prompt_excerpt, 110);
  if (judgment.page_task_id === null) {
    const text = textOf(judgment.answer) ?? "";
    return text === "" ? <bdi dir="auto">{asked}</bdi> : <Whole text={text} />;
  }
  return (
    <AnchorLink
      size="sm"
      dir="auto"
      to="/projects/$projectId/review/$taskId"
      params={{ projectId, taskId: judgment.page_task_id }}
    >
      {asked === "" ? "Open the task" : asked}
    </AnchorLink>
  );
}

function Whole({ text }: { text: string }) {
  return (
    <details className={classes.whole}>
      <summary>The whole prompt</summary>
      <div dir="auto">{text}</div>
    </details>
  );
}
