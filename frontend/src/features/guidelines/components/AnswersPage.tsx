/** Questions that wait for a reviewer, with the task they came up at; answered for everybody. */
import { Paper, SegmentedControl } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";

import { More } from "@/components/DataTable";
import { EmptyState } from "@/components/EmptyState";
import { ErrorState } from "@/components/ErrorState";
import { Lines, ListState } from "@/components/ListState";
import { PageHeader } from "@/components/PageHeader";
import { Markdown } from "@/components/markdown/Markdown";
import type { OpenQuestion } from "@/lib/api-types";
import { ago } from "@/lib/format";
import { useList } from "@/lib/lists";
import { useAnchorLabel } from "@/lib/project";

import { openQuestionsQuery, questionQuery } from "../questions";
import { TEXT } from "../strings";
import { AnswerForm } from "./AnswerForm";
import { AnsweredPanel } from "./AnsweredPanel";
import classes from "./AnswersPage.module.css";

const VIEWS = [
  { value: "open", label: "Waiting" },
  { value: "answered", label: "Answered" },
];

export function AnswersPage({ projectId }: { projectId: string }) {
  const [view, setView] = useState("open");
  return (
    <>
      <PageHeader
        title="Questions"
        description={view === "open" ? TEXT.answerHint : TEXT.answeredHint}
        actions={<SegmentedControl data={VIEWS} value={view} onChange={setView} aria-label="Which questions" />}
      />
      {view === "open" ? <Open projectId={projectId} /> : <AnsweredPanel projectId={projectId} />}
    </>
  );
}

function Open({ projectId }: { projectId: string }) {
  const list = useList(openQuestionsQuery(projectId));
  return (
    <ListState list={list} empty={<EmptyState symbol="✓" title="No question is waiting">{TEXT.noneWaitsHint}</EmptyState>}>
      {(items) => (
        <>
          {items.map((question) => (
            <Waiting key={question.id} projectId={projectId} question={question} />
          ))}
          <More list={list} />
        </>
      )}
    </ListState>
  );
}

interface WaitingProps {
  projectId: string;
  question: OpenQuestion;
}

function Waiting({ projectId, question }: WaitingProps) {
  const anchorLabel = useAnchorLabel(projectId);
  const { guideline, anchor, asked_by: asker, asked_at: asked } = question;
  return (
    <Paper component="article" className={classes.card} withBorder radius="lg">
      <div className={classes.about}>
        <span>{asker.name}</span>
        <span>{ago(asked)}</span>
        {guideline !== null && <span>release {guideline.number}</span>}
        {anchor !== "" && <span>on “{anchorLabel(anchor)}”</span>}
      </div>
      <div className={classes.question}>
        <Markdown text={question.text} />
      </div>
      {question.at_item && <Item id={question.id} />}
      <AnswerForm projectId={projectId} question={question} />
    </Paper>
  );
}

/** What the asker had on the screen; long, so it is fetched when it is opened. */
function Item({ id }: { id: string }) {
  const [open, setOpen] = useState(false);
  return (
    <details
      className={classes.item}
      onToggle={(event) => {
        setOpen(event.currentTarget.open);
      }}
    >
      <summary>The task they asked at</summary>
      {open && (
        // It scrolls, so the keyboard must be able to reach it.
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        <div className={classes.scroll} role="region" aria-label="The task" tabIndex={0}>
          <ItemBody id={id} />
        </div>
      )}
    </details>
  );
}

function ItemBody({ id }: { id: string }) {
  const { data, error, refetch } = useQuery(questionQuery(id));
  if (data === undefined && error !== null) {
    return <ErrorState error={error} reset={() => void refetch()} />;
  }
  if (data === undefined) return <Lines count={4} />;
  return (
    <>
      {data.item?.instructions != null && (
        <section className={classes.part}>
          <h3>What they were told to write</h3>
          <Markdown text={data.item.instructions} size="sm" />
        </section>
      )}
      {data.item?.messages.map(({ role, content }, index) => (
        <section key={index} className={classes.part}>
          <h3>{role === "user" ? "Prompt" : role}</h3>
          <Markdown text={content} size="sm" />
        </section>
      ))}
      {data.item?.slots.map(({ slot, text }) => (
        <section key={slot} className={classes.part}>
          <h3>Answer {slot}, as they saw it</h3>
          <Markdown text={text} size="sm" />
        </section>
      ))}
    </>
  );
}
