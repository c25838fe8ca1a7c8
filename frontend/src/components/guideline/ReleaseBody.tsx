/**
 * A whole release: its text, with examples and answered questions below the section they are
 * about, then the examples and questions that are about none, and the glossary.
 */
import { useMemo, type ReactNode } from "react";

import type { GuidelineExample, GuidelineTerm, Question } from "@/lib/api-types";
import { words } from "@/lib/format";

import { AnsweredQuestion } from "./AnsweredQuestion";
import { GuidelineText } from "./GuidelineText";
import { ExampleCard, Glossary } from "./Parts";
import classes from "./ReleaseBody.module.css";
import { sectionsOf, type FlagRef } from "./anchors";

export interface ReleaseContent {
  body_markdown: string;
  examples: readonly GuidelineExample[];
  glossary: readonly GuidelineTerm[];
}

interface ReleaseBodyProps {
  release: ReleaseContent;
  flags?: readonly FlagRef[];
  questions?: readonly Question[];
  /** The name of the section that is asked for. */
  here?: string | null;
  size?: "sm" | "md";
}

const NO_FLAGS: readonly FlagRef[] = [];
const NO_QUESTIONS: readonly Question[] = [];

export function ReleaseBody(props: ReleaseBodyProps) {
  const { release, flags = NO_FLAGS, questions = NO_QUESTIONS, here = null, size = "md" } = props;
  const { notes, examples, others } = useMemo(
    () => arranged(release, flags, questions),
    [release, flags, questions],
  );
  const labelOf = (key: string) => flags.find((flag) => flag.key === key)?.label ?? words(key);
  return (
    <>
      <GuidelineText
        text={release.body_markdown}
        glossary={release.glossary}
        flags={flags}
        notes={notes}
        here={here}
        size={size}
      />
      {examples.length > 0 && (
        <Part title="Examples">
          {examples.map((example, index) => (
            <ExampleCard key={index} example={example} flag={example.flag === null ? undefined : labelOf(example.flag)} />
          ))}
        </Part>
      )}
      {others.length > 0 && (
        <Part title="Questions and answers">
          {others.map((question) => (
            <AnsweredQuestion key={question.id} question={question} />
          ))}
        </Part>
      )}
      {release.glossary.length > 0 && (
        <Part title="Glossary">
          <Glossary terms={release.glossary} />
        </Part>
      )}
    </>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={classes.part}>
      <h2 className={classes.title}>{title}</h2>
      {children}
    </section>
  );
}

/** Who stands where: below a section of the text, or after it. */
function arranged(
  release: ReleaseContent,
  flags: readonly FlagRef[],
  questions: readonly Question[],
) {
  const names = new Set(sectionsOf(release.body_markdown, flags).map(({ name }) => name));
  const notes = new Map<string, ReactNode[]>();
  const add = (name: string, note: ReactNode) => {
    notes.set(name, [...(notes.get(name) ?? []), note]);
  };
  const examples = release.examples.filter((example, index) => {
    if (example.flag === null || !names.has(example.flag)) return true;
    add(example.flag, <ExampleCard key={`example-${String(index)}`} example={example} />);
    return false;
  });
  const others = questions.filter((question) => {
    if (!names.has(question.anchor)) return true;
    add(question.anchor, <AnsweredQuestion key={question.id} question={question} />);
    return false;
  });
  return { notes, examples, others };
}
