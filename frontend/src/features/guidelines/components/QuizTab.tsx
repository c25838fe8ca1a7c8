/** The quiz of the next release: passed by whoever acknowledges it, before their next claim. */
import { Button, Checkbox, CloseButton, NumberInput, Textarea, TextInput } from "@mantine/core";

import { Markdown } from "@/components/markdown/Markdown";

import { EMPTY_QUESTION, withItem, withQuestions, type Question } from "../draft";
import { PartCard } from "./PartsTabs";
import classes from "./ReleaseEditor.module.css";
import type { TabProps } from "./TextTab";

const MAX_OPTIONS = 10;

export function QuizTab({ draft, onChange }: TabProps) {
  const { quiz } = draft;
  const questions = quiz?.questions ?? [];
  const put = (changed: Question[]) => {
    onChange({ quiz: withQuestions(quiz, changed) });
  };
  return (
    <>
      <p className={classes.hint}>
        Whoever confirms a release with a quiz passes it before the next task. Questions and options
        stand in another order at each try; explanations are shown after it.
      </p>
      {quiz !== null && (
        <NumberInput
          label="Right answers needed"
          description={`Of ${String(questions.length)}`}
          w={220}
          mb="md"
          min={1}
          max={questions.length}
          clampBehavior="strict"
          allowDecimal={false}
          value={quiz.pass_mark}
          onChange={(value) => {
            if (typeof value === "number") onChange({ quiz: { ...quiz, pass_mark: value } });
          }}
        />
      )}
      {questions.map((question, index) => (
        <QuestionFields
          key={index}
          name={`Question ${String(index + 1)}`}
          question={question}
          onChange={(changed) => {
            put(withItem(questions, index, changed));
          }}
        />
      ))}
      <Button
        variant="default"
        onClick={() => {
          put([...questions, EMPTY_QUESTION]);
        }}
      >
        Add a question
      </Button>
    </>
  );
}

interface QuestionFieldsProps {
  name: string;
  question: Question;
  onChange: (question: Question | null) => void;
}

function QuestionFields({ name, question, onChange }: QuestionFieldsProps) {
  const { text_markdown: text, options, explanation_markdown: explanation } = question;
  return (
    <PartCard
      name={name}
      onRemove={() => {
        onChange(null);
      }}
      preview={
        <div>
          <Markdown text={text} size="sm" />
          <Markdown text={explanation} size="sm" />
        </div>
      }
    >
      <Textarea
        label="Question, in Markdown"
        required
        autosize
        minRows={2}
        value={text}
        onChange={(event) => {
          onChange({ ...question, text_markdown: event.currentTarget.value });
        }}
      />
      <div className={classes.label}>Options; tick the right ones</div>
      {options.map((option, index) => (
        <OptionFields
          key={index}
          name={`Option ${String(index + 1)}`}
          option={option}
          removable={options.length > 2}
          onChange={(changed) => {
            onChange({ ...question, options: withItem(options, index, changed) });
          }}
        />
      ))}
      <div>
        <Button
          size="compact-sm"
          variant="default"
          disabled={options.length >= MAX_OPTIONS}
          onClick={() => {
            onChange({ ...question, options: [...options, { text_markdown: "", right: false }] });
          }}
        >
          Add an option
        </Button>
      </div>
      <Textarea
        label="Explanation, shown after a try"
        autosize
        minRows={2}
        value={explanation}
        onChange={(event) => {
          onChange({ ...question, explanation_markdown: event.currentTarget.value });
        }}
      />
    </PartCard>
  );
}

interface OptionFieldsProps {
  name: string;
  option: Question["options"][number];
  removable: boolean;
  onChange: (option: Question["options"][number] | null) => void;
}

function OptionFields({ name, option, removable, onChange }: OptionFieldsProps) {
  return (
    <div className={classes.option}>
      <Checkbox
        aria-label={`${name} is right`}
        checked={option.right}
        onChange={(event) => {
          onChange({ ...option, right: event.currentTarget.checked });
        }}
      />
      <TextInput
        aria-label={name}
        value={option.text_markdown}
        onChange={(event) => {
          onChange({ ...option, text_markdown: event.currentTarget.value });
        }}
      />
      <CloseButton
        aria-label={`Remove ${name}`}
        disabled={!removable}
        onClick={() => {
          onChange(null);
        }}
      />
    </div>
  );
}
