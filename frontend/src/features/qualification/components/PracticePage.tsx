/** Practice: one item after the other, each followed by what reviewers chose and why. */
import { Alert, Button, SegmentedControl } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";

import { More } from "@/components/DataTable";
import { EmptyState } from "@/components/EmptyState";
import { ListState } from "@/components/ListState";
import { Page } from "@/components/Page";
import { PageHeader } from "@/components/PageHeader";
import { ButtonLink } from "@/components/links";
import type { PracticeFeedback, PracticeItem, QualificationPart } from "@/lib/api-types";
import { messageOf } from "@/lib/errors";
import { useList } from "@/lib/lists";
import { useKeys } from "@/lib/page-keys";

import { answerPractice, practiceQuery } from "../api";
import { isFinished, type Answer } from "../state/answers";
import { PART_SHORT, TEXT } from "../strings";
import classes from "./AttemptRunner.module.css";
import { Feedback } from "./Feedback";
import { ItemForm } from "./ItemForm";

const PARTS: readonly QualificationPart[] = ["flagging", "ranking", "writing"];

export function PracticePage({ projectId }: { projectId: string }) {
  const list = useList(practiceQuery(projectId));
  return (
    <Page>
      <PageHeader
        title={TEXT.practice}
        description={TEXT.practiceHint}
        actions={
          <ButtonLink to="/projects/$projectId/qualification" params={{ projectId }} variant="default">
            To the qualification
          </ButtonLink>
        }
      />
      <ListState list={list} empty={<EmptyState symbol="–" title={TEXT.noPractice} />}>
        {(items) => (
          <>
            <Rounds items={items} />
            <More list={list} />
          </>
        )}
      </ListState>
    </Page>
  );
}

function Rounds({ items }: { items: readonly PracticeItem[] }) {
  const parts = PARTS.filter((part) => items.some((item) => item.part === part));
  const [part, setPart] = useState<QualificationPart>(parts[0] ?? "flagging");
  const [round, setRound] = useState(0);
  const mine = items.filter((item) => item.part === part);
  // Those answered least come first; the order holds while the page is open.
  const [order] = useState(() => new Map(items.map(({ id, answered }, at) => [id, answered * 1e6 + at])));
  mine.sort((a, b) => (order.get(a.id) ?? 0) - (order.get(b.id) ?? 0));
  const item = mine[round % mine.length];
  return (
    <>
      {parts.length > 1 && (
        <SegmentedControl
          mb="md"
          aria-label="What to practise"
          value={part}
          onChange={(value) => {
            setPart(value);
            setRound(0);
          }}
          data={parts.map((one) => ({ value: one, label: PART_SHORT[one] }))}
        />
      )}
      {item !== undefined && (
        <Round
          key={`${item.id}:${String(round)}`}
          item={item}
          onNext={() => {
            setRound(round + 1);
          }}
        />
      )}
    </>
  );
}

function Round({ item, onNext }: { item: PracticeItem; onNext: () => void }) {
  const [answer, setAnswer] = useState<Answer | null>(null);
  const check = useMutation({
    mutationFn: (given: Answer): Promise<PracticeFeedback> => answerPractice(item.id, given),
  });
  const ready = isFinished(item.part, item.shown, answer);
  const told = check.data;
  const onward = () => {
    if (told !== undefined) onNext();
    else if (ready && answer !== null && !check.isPending) check.mutate(answer);
  };
  useKeys({ Enter: onward, "Ctrl+Enter": onward });
  return (
    <>
      <ItemForm
        part={item.part}
        shown={item.shown}
        language={item.language}
        answer={answer}
        disabled={told !== undefined}
        onChange={setAnswer}
      />
      {told !== undefined && <Feedback item={item} answer={answer} told={told} />}
      {check.error !== null && (
        <Alert color="red" variant="light" role="alert" mt="md">
          {messageOf(check.error)}
        </Alert>
      )}
      <div className={classes.foot}>
        <span className={classes.mark}>{told === undefined ? "Answer, then look" : "Nothing of this counts"}</span>
        <Button disabled={told === undefined && !ready} loading={check.isPending} onClick={onward}>
          {told === undefined ? "See what reviewers chose" : "Next"}
        </Button>
      </div>
    </>
  );
}
