import { Alert, Button, Modal, Text } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";

import { Key } from "@/components/Key";
import { Page } from "@/components/Page";
import { PageHeader } from "@/components/PageHeader";
import type { AttemptItem, QualificationAttempt } from "@/lib/api-types";
import { ApiError, messageOf } from "@/lib/errors";
import { count } from "@/lib/format";
import { useKeys } from "@/lib/page-keys";

import { attemptQuery, submitAttempt } from "../api";
import { useAnswers } from "../hooks/useAnswers";
import { isFinished } from "../state/answers";
import { TEXT } from "../strings";
import classes from "./AttemptRunner.module.css";
import { AttemptSteps } from "./AttemptSteps";
import { ItemForm } from "./ItemForm";
import { SaveMark } from "./SaveMark";

const UNSENT = "Your answers could not be saved on the server yet. They are kept here; try again in a moment.";

export function AttemptRunner({ attempt }: { attempt: QualificationAttempt }) {
  const { saver, now } = useAnswers(attempt);
  const done = attempt.items.map((item, index) =>
    isFinished(item.part, item.shown, now.entries[index]?.answer ?? null),
  );
  const [at, setAt] = useState(() => Math.max(0, done.indexOf(false)));
  const [asking, setAsking] = useState(false);
  const submit = useSubmit(attempt, () => saver.flush(), setAt);
  const item = attempt.items[at];
  const last = attempt.items.length - 1;
  const onward = () => {
    if (at < last) setAt(at + 1);
    else setAsking(true);
  };
  const back = () => {
    if (at > 0) setAt(at - 1);
  };
  useKeys({ Enter: onward, "Ctrl+Enter": onward, ArrowLeft: back });
  const top = useTopOf(at);
  return (
    <Page>
      <PageHeader
        title={<span ref={top} tabIndex={-1} className={classes.title}>{TEXT.title}</span>}
        description={`${attempt.project.name} · ${TEXT.leave}`}
        actions={<SaveMark state={now.state} />}
      />
      <AttemptSteps items={attempt.items} done={done} at={at} onGo={setAt} />
      {now.notice !== null && <Alert variant="light" color="yellow" role="alert" mb="md">{now.notice}</Alert>}
      {item !== undefined && (
        <ItemForm
          key={`${String(at)}:${now.notice ?? ""}`}
          {...partOf(item)}
          answer={now.entries[at]?.answer ?? null}
          onChange={(answer) => {
            saver.change(at, answer);
          }}
        />
      )}
      <Foot {...{ at, last, done, onward, back }} />
      <HandIn
        opened={asking}
        missing={done.flatMap((one, index) => (one ? [] : [index]))}
        busy={submit.isPending}
        error={submit.error}
        onClose={() => {
          setAsking(false);
        }}
        onGo={(index) => {
          setAsking(false);
          setAt(index);
        }}
        onSubmit={() => {
          submit.mutate();
        }}
      />
    </Page>
  );
}

function partOf({ part, shown, language }: AttemptItem) {
  return { part, shown, language };
}

/** Another item begins at the top of the page, and the keyboard with it. */
function useTopOf(at: number) {
  const top = useRef<HTMLSpanElement>(null);
  const shown = useRef(at);
  useEffect(() => {
    if (shown.current === at) return;
    shown.current = at;
    window.scrollTo({ top: 0 });
    top.current?.focus({ preventScroll: true });
  }, [at]);
  return top;
}

function useSubmit(attempt: QualificationAttempt, flush: () => Promise<boolean>, goTo: (index: number) => void) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: async () => {
      if (!(await flush())) throw new Error(UNSENT);
      return submitAttempt(attempt.id);
    },
    onSuccess: async (result) => {
      queryClient.setQueryData(attemptQuery(attempt.id).queryKey, result);
      await queryClient.invalidateQueries({ queryKey: ["qualification", attempt.project.id] });
      await queryClient.invalidateQueries({ queryKey: ["queue", attempt.project.id] });
    },
    onError: (error) => {
      const field = error instanceof ApiError ? error.details[0]?.field : undefined;
      const index = Number(/^items\.(\d+)$/.exec(field ?? "")?.[1]);
      if (Number.isInteger(index)) goTo(index);
    },
  });
}

interface FootProps {
  at: number;
  last: number;
  done: readonly boolean[];
  onward: () => void;
  back: () => void;
}

function Foot({ at, last, done, onward, back }: FootProps) {
  const left = done.filter((one) => !one).length;
  return (
    <div className={classes.foot}>
      <Button variant="default" disabled={at === 0} onClick={back}>
        Back
      </Button>
      <Text size="sm" c="dimmed" className={classes.left}>
        {left === 0 ? "Everything is answered" : `${count(left, "item")} left`}
      </Text>
      <Button onClick={onward} aria-keyshortcuts="Control+Enter" rightSection={<Key>↵</Key>}>
        {at < last ? "Next" : TEXT.handIn}
      </Button>
    </div>
  );
}

interface HandInProps {
  opened: boolean;
  missing: readonly number[];
  busy: boolean;
  error: Error | null;
  onClose: () => void;
  onGo: (index: number) => void;
  onSubmit: () => void;
}

function HandIn({ opened, missing, busy, error, onClose, onGo, onSubmit }: HandInProps) {
  const [first] = missing;
  return (
    <Modal opened={opened} onClose={onClose} title="Hand in your answers?" centered>
      {first === undefined ? (
        <Text size="sm">{TEXT.handInHint}</Text>
      ) : (
        <Text size="sm">
          {count(missing.length, "item is", "items are")} not answered yet: {missing.map((index) => index + 1).join(", ")}.
        </Text>
      )}
      {error !== null && <Alert color="red" variant="light" role="alert" mt="md">{messageOf(error)}</Alert>}
      <div className={classes.buttons}>
        <Button variant="default" onClick={onClose}>
          Not yet
        </Button>
        {first === undefined ? (
          <Button loading={busy} onClick={onSubmit} data-autofocus>
            {TEXT.handIn}
          </Button>
        ) : (
          <Button
            data-autofocus
            onClick={() => {
              onGo(first);
            }}
          >
            Go to item {first + 1}
          </Button>
        )}
      </div>
    </Modal>
  );
}
