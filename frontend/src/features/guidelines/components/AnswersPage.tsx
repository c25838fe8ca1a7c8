/** Questions that wait for a reviewer, with the task they came up at; answered for everybody. */
import { Alert, Button, Group, Paper, Textarea } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";

import { More } from "@/components/DataTable";
import { EmptyState } from "@/components/EmptyState";
import { ErrorState } from "@/components/ErrorState";
import { Lines, ListState } from "@/components/ListState";
import { PageHeader } from "@/components/PageHeader";
import { AnchorLink } from "@/components/links";
import { Markdown } from "@/components/markdown/Markdown";
import { useAction } from "@/lib/actions";
import type { OpenQuestion } from "@/lib/api-types";
import { messageOf } from "@/lib/errors";
import { ago } from "@/lib/format";
import { useList } from "@/lib/lists";

import { answer, openQuestionsQuery, questionQuery, type AnswerGiven } from "../questions";
import { TEXT } from "../strings";
import classes from "./AnswersPage.module.css";

export function AnswersPage({ projectId }: { projectId: string }) {
  const list = useList(openQuestionsQuery(projectId));
  return (
    <>
      <PageHeader
        title="Questions"
        description={TEXT.answerHint}
        actions={
          <AnchorLink to="/projects/$projectId/questions" params={{ projectId }} size="sm">
            Answered questions
          </AnchorLink>
        }
      />
      <ListState list={list} empty={<EmptyState symbol="✓" title="No question is waiting" />}>
        {(items) => (
          <>
            {items.map((question) => (
              <Waiting key={question.id} projectId={projectId} question={question} />
            ))}
            <More list={list} />
          </>
        )}
      </ListState>
    </>
  );
}

interface WaitingProps {
  projectId: string;
  question: OpenQuestion;
}

function Waiting({ projectId, question }: WaitingProps) {
  const { guideline, anchor, asked_by: asker, asked_at: asked } = question;
  return (
    <Paper component="article" className={classes.card} withBorder radius="lg">
      <div className={classes.about}>
        <span>{asker.name}</span>
        <span>{ago(asked)}</span>
        {guideline !== null && <span>release {guideline.number}</span>}
        {anchor !== "" && <span>on “{anchor.replace(/[-_]+/g, " ")}”</span>}
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
      {open && <ItemBody id={id} />}
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

function AnswerForm({ projectId, question }: WaitingProps) {
  const [given, setGiven] = useState<AnswerGiven>({ answer_markdown: "", question_markdown: question.text });
  const [rewording, setRewording] = useState(false);
  const action = useAction({
    run: () => answer(question.id, rewording ? given : { ...given, question_markdown: "" }),
    changes: [["questions", projectId]],
    said: "Answered: everybody in the project can read it.",
    quiet: true,
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    action.mutate(undefined);
  };
  return (
    <form onSubmit={submit} className={classes.form}>
      {rewording && (
        <Textarea
          label="The question, as everybody reads it"
          description="Take out what points to the asker or to a task that others still have to judge."
          autosize
          minRows={2}
          value={given.question_markdown}
          onChange={(event) => {
            setGiven({ ...given, question_markdown: event.currentTarget.value });
          }}
        />
      )}
      <Textarea
        label="Answer, in Markdown"
        autosize
        minRows={3}
        maxRows={14}
        required
        value={given.answer_markdown}
        onChange={(event) => {
          setGiven({ ...given, answer_markdown: event.currentTarget.value });
        }}
      />
      {action.error !== null && (
        <Alert color="red" variant="light" role="alert">
          {messageOf(action.error)}
        </Alert>
      )}
      <Group justify="flex-end" gap="xs">
        {!rewording && (
          <Button
            variant="default"
            onClick={() => {
              setRewording(true);
            }}
          >
            Reword the question
          </Button>
        )}
        <Button type="submit" disabled={given.answer_markdown.trim() === ""} loading={action.isPending}>
          Publish answer
        </Button>
      </Group>
    </form>
  );
}
