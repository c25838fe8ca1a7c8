/** A question and what was answered; who asked is nobody's business. */
import { Badge } from "@mantine/core";
import type { ReactNode } from "react";

import type { Question } from "@/lib/api-types";

import classes from "./AnsweredQuestion.module.css";
import { PartText } from "./GuidelineText";

interface AnsweredQuestionProps {
  question: Question;
  /** Where and when, on a line below. */
  about?: ReactNode;
  /** Buttons below the answer. */
  actions?: ReactNode;
}

export function AnsweredQuestion({ question, about, actions }: AnsweredQuestionProps) {
  return (
    <article className={classes.card}>
      <div className={classes.question}>
        <span className={classes.letter} aria-label="Question">
          Q
        </span>
        <PartText text={question.text} />
      </div>
      <div className={classes.answer}>
        <span className={classes.letter} aria-label="Answer">
          A
        </span>
        {question.answer === null ? (
          <span className={classes.open}>Not answered yet.</span>
        ) : (
          <PartText text={question.answer.text} />
        )}
      </div>
      {about !== undefined && <div className={classes.about}>{about}</div>}
      {actions !== undefined && <div className={classes.actions}>{actions}</div>}
    </article>
  );
}

interface NewAnswerProps {
  question: Question;
  isNew: (at: string) => boolean;
}

/** Marks an answer that its asker has not seen yet. */
export function NewAnswer({ question: { answer }, isNew }: NewAnswerProps) {
  if (answer === null || !isNew(answer.answered_at)) return null;
  return (
    <Badge size="sm" variant="light">
      New answer
    </Badge>
  );
}
