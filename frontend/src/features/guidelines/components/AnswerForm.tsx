/** A reviewer's answer for everybody, the first or a better one; the question may be reworded. */
import { Alert, Button, Group, Textarea } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";

import { useAction } from "@/lib/actions";
import type { Question } from "@/lib/api-types";
import { hasCode, messageOf } from "@/lib/errors";
import { waitingKey } from "@/lib/waiting";

import { answer, type AnswerGiven } from "../questions";
import classes from "./AnswersPage.module.css";

interface AnswerFormProps {
  projectId: string;
  question: Question;
  /** Closes a form that was opened on purpose. */
  onClose?: (() => void) | undefined;
}

export function AnswerForm({ projectId, question, onClose }: AnswerFormProps) {
  const { answer: before } = question;
  const [given, setGiven] = useState<AnswerGiven>(() => startOf(question));
  const [rewording, setRewording] = useState(before !== null && before.question_markdown !== "");
  const action = useAction({
    run: () => answer(question.id, { ...(rewording ? given : { ...given, question_markdown: "" }), supersedes: before?.id ?? null }),
    changes: [["questions", projectId], waitingKey(projectId)],
    said: before === null ? "Answered: everybody in the project can read it." : "The new answer stands.",
    onDone: () => onClose?.(),
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
          dir="auto"
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
        dir="auto"
        data-autofocus
        value={given.answer_markdown}
        onChange={(event) => {
          setGiven({ ...given, answer_markdown: event.currentTarget.value });
        }}
      />
      {action.error !== null && (
        <Alert color="red" variant="light" role="alert">
          {hasCode(action.error, "already_answered") ? <Answered projectId={projectId} onClose={onClose} /> : messageOf(action.error)}
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
        {onClose !== undefined && (
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
        )}
        <Button type="submit" disabled={given.answer_markdown.trim() === ""} loading={action.isPending}>
          Publish answer
        </Button>
      </Group>
    </form>
  );
}

/** Somebody was first: theirs is read before it is replaced. */
function Answered({ projectId, onClose }: Pick<AnswerFormProps, "projectId" | "onClose">) {
  const queryClient = useQueryClient();
  const read = async () => {
    await queryClient.invalidateQueries({ queryKey: ["questions", projectId] });
    onClose?.();
  };
  return (
    <Group justify="space-between">
      Somebody has answered it meanwhile. Keep a copy of yours if you want to go on with it.
      <Button size="compact-sm" variant="default" onClick={() => void read()}>
        Read theirs
      </Button>
    </Group>
  );
}

/** The answer that stands, to be bettered; nothing where it is the first. */
function startOf({ text, answer: before }: Question): AnswerGiven {
  if (before === null) return { answer_markdown: "", question_markdown: text };
  return { answer_markdown: before.text, question_markdown: before.question_markdown || text };
}
