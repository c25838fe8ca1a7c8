/** Answered questions as everybody reads them; a reviewer may put a better answer in an old one's place. */
import { Button, Modal } from "@mantine/core";
import { useState } from "react";

import { More } from "@/components/DataTable";
import { EmptyState } from "@/components/EmptyState";
import { ListState } from "@/components/ListState";
import { AnsweredQuestion } from "@/components/guideline/AnsweredQuestion";
import type { Question } from "@/lib/api-types";
import { ago } from "@/lib/format";
import { questionsQuery } from "@/lib/guidelines";
import { useList } from "@/lib/lists";
import { useAnchorLabel } from "@/lib/project";

import { TEXT } from "../strings";
import { AnswerForm } from "./AnswerForm";

export function AnsweredPanel({ projectId }: { projectId: string }) {
  const list = useList(questionsQuery(projectId));
  const [anew, setAnew] = useState<Question | null>(null);
  const close = () => {
    setAnew(null);
  };
  return (
    <ListState list={list} empty={<EmptyState symbol="?" title="No question was answered yet">{TEXT.noneAnsweredHint}</EmptyState>}>
      {(items) => (
        <>
          {items.map((question) => (
            <AnsweredQuestion
              key={question.id}
              question={question}
              about={<About projectId={projectId} question={question} />}
              actions={
                <Button size="xs" variant="default" onClick={() => { setAnew(question); }}>
                  Answer anew
                </Button>
              }
            />
          ))}
          <More list={list} />
          <Modal opened={anew !== null} onClose={close} title={TEXT.answerAnew} size="lg" centered>
            {anew !== null && <AnswerForm projectId={projectId} question={anew} onClose={close} />}
          </Modal>
        </>
      )}
    </ListState>
  );
}

function About({ projectId, question }: { projectId: string; question: Question }) {
  const anchorLabel = useAnchorLabel(projectId);
  const { guideline, anchor, answer } = question;
  return (
    <>
      {guideline !== null && <span>release {guideline.number}</span>}
      {anchor !== "" && <span>on “{anchorLabel(anchor)}”</span>}
      {answer !== null && <span>answered {ago(answer.answered_at)}</span>}
      {answer !== null && answer.question_markdown !== "" && <span>reworded</span>}
    </>
  );
}
