/** The quiz of a release: one try at a time, explained afterwards, as often as it takes. */
import { Alert, Button, Checkbox, Radio } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useEffect, useRef, useState, type ReactNode } from "react";

import { ErrorState } from "@/components/ErrorState";
import { Lines } from "@/components/ListState";
import { Markdown } from "@/components/markdown/Markdown";
import type { QuizResult, QuizTry } from "@/lib/api-types";
import { messageOf } from "@/lib/errors";
import { count } from "@/lib/format";

import { answerQuiz, beginQuiz } from "../api";
import { TEXT } from "../strings";
import classes from "./QuizPanel.module.css";

interface QuizPanelProps {
  guidelineId: string;
  /** Once a try is passed. */
  onPassed: () => void;
  /** The way on to work, of who has passed. */
  onward: ReactNode;
}

export function QuizPanel({ guidelineId, onPassed, onward }: QuizPanelProps) {
  const [round, setRound] = useState(0);
  const { data, error, refetch } = useQuery({
    queryKey: ["guideline", guidelineId, "quiz-try", round],
    // Asking anew would give the same try while it is open.
    staleTime: Infinity,
    gcTime: 0,
    queryFn: () => beginQuiz(guidelineId),
  });
  if (data === undefined && error !== null) {
    return <ErrorState error={error} reset={() => void refetch()} />;
  }
  if (data === undefined) return <Lines count={6} />;
  return (
    <Try
      key={data.id}
      shown={data}
      onPassed={onPassed}
      onward={onward}
      onAgain={() => {
        setRound(round + 1);
      }}
    />
  );
}

interface TryProps {
  shown: QuizTry;
  onPassed: () => void;
  onward: ReactNode;
  onAgain: () => void;
}

function Try({ shown, onPassed, onward, onAgain }: TryProps) {
  const [chosen, setChosen] = useState<number[][]>(() => shown.questions.map(() => []));
  const marking = useMutation({
    mutationFn: () => answerQuiz(shown.id, chosen),
    onSuccess: ({ passed }) => {
      if (passed) onPassed();
    },
  });
  const result = marking.data ?? null;
  const open = chosen.filter((places) => places.length === 0).length;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        marking.mutate();
      }}
    >
      <p className={classes.hint}>
        {count(shown.questions.length, "question")}, {shown.pass_mark} of them right to pass. {TEXT.quizHint}
      </p>
      {result !== null && <Outcome result={result} />}
      <ol className={classes.questions}>
        {shown.questions.map((question, index) => (
          <li key={index}>
            <Question
              question={question}
              number={index + 1}
              chosen={chosen[index] ?? []}
              marked={result?.questions[index] ?? null}
              onChoose={(places) => {
                setChosen(chosen.map((old, at) => (at === index ? places : old)));
              }}
            />
          </li>
        ))}
      </ol>
      {marking.error !== null && (
        <Alert color="red" variant="light" role="alert" mb="md">
          {messageOf(marking.error)}
        </Alert>
      )}
      <div className={classes.foot}>
        {result === null && open > 0 && <span className={classes.hint}>{count(open, "question")} to answer</span>}
        <Foot result={result} busy={marking.isPending} ready={open === 0} onward={onward} onAgain={onAgain} />
      </div>
    </form>
  );
}

interface FootProps {
  result: QuizResult | null;
  busy: boolean;
  ready: boolean;
  onward: ReactNode;
  onAgain: () => void;
}

function Foot({ result, busy, ready, onward, onAgain }: FootProps) {
  if (result === null) {
    return (
      <Button type="submit" disabled={!ready} loading={busy}>
        Check my answers
      </Button>
    );
  }
  return result.passed ? onward : <Button onClick={onAgain}>Try again</Button>;
}

/** Says how it went, and is where the eyes and the keyboard go. */
function Outcome({ result }: { result: QuizResult }) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    box.current?.focus();
    box.current?.scrollIntoView({ block: "nearest" });
  }, []);
  const score = `${String(result.right)} of ${String(result.questions.length)} right`;
  return (
    <div ref={box} tabIndex={-1} role="status" className={classes.outcome} data-passed={result.passed}>
      <b>{result.passed ? `Passed: ${score}.` : `Not yet: ${score}, ${String(result.pass_mark)} needed.`}</b>{" "}
      {result.passed ? "The work is yours." : "See below what is right and why. The next try has another order."}
    </div>
  );
}

interface QuestionProps {
  question: QuizTry["questions"][number];
  number: number;
  chosen: number[];
  marked: QuizResult["questions"][number] | null;
  onChoose: (places: number[]) => void;
}

function Question({ question, number, chosen, marked, onChoose }: QuestionProps) {
  return (
    <fieldset className={classes.question} data-right={marked?.right}>
      <legend className={classes.text}>
        <span className="visually-hidden">Question {number}: </span>
        <Markdown text={question.text_markdown} />
        {question.several && <span className={classes.hint}>Choose all that are right.</span>}
      </legend>
      {question.options.map((text, place) => (
        <Option
          key={place}
          name={`question-${String(number)}`}
          text={text}
          several={question.several}
          checked={chosen.includes(place)}
          right={marked === null ? null : marked.right_options.includes(place)}
          onChange={(on) => {
            // A marked try stays as it was handed in.
            if (marked !== null) return;
            if (!question.several) onChoose([place]);
            else onChoose(on ? [...chosen, place] : chosen.filter((other) => other !== place));
          }}
        />
      ))}
      {marked !== null && (
        <div className={classes.why}>
          <b>{marked.right ? "✓ Right." : "✕ Not right."}</b>
          <Markdown text={marked.explanation_markdown} size="sm" />
        </div>
      )}
    </fieldset>
  );
}

interface OptionProps {
  name: string;
  text: string;
  several: boolean;
  checked: boolean;
  /** Null before the try is marked. */
  right: boolean | null;
  onChange: (on: boolean) => void;
}

function Option({ name, text, several, checked, right, onChange }: OptionProps) {
  const Control = several ? Checkbox : Radio;
  return (
    <div className={classes.option} data-right={right} data-checked={checked}>
      <Control
        name={name}
        checked={checked}
        onChange={(event) => {
          onChange(event.currentTarget.checked);
        }}
        label={
          <>
            <Markdown text={text} size="sm" />
            {right === true && <span className={classes.rightOne}>right answer</span>}
          </>
        }
      />
    </div>
  );
}
