/** The fields of a prompt: one text, or an instruction, pairs and a last query. */
import { Button, Textarea } from "@mantine/core";

import { countersOf, type FactsChange } from "../state/counters";
import type { Brief, Example, PromptContent } from "../state/prompt-writing";
import { MarkdownEditor } from "./MarkdownEditor";
import classes from "./PromptFields.module.css";

type Set = (change: Partial<PromptContent> | ((content: PromptContent) => Partial<PromptContent>)) => void;

interface PromptFieldsProps {
  brief: Brief;
  content: PromptContent;
  set: Set;
  lang: string;
}

export function PromptFields({ brief, content, set, lang }: PromptFieldsProps) {
  const onFacts: FactsChange = (change) => {
    set(({ facts }) => ({ facts: change(facts) }));
  };
  if (brief.form === "few_shot") return <FewShot {...{ brief, content, set, lang, onFacts }} />;
  return (
    <div className={classes.whole} data-part>
      <MarkdownEditor
        value={content.text}
        label="Your prompt"
        placeholder="Write what a user would ask. Markdown works."
        lang={lang}
        onChange={(text) => {
          set({ text });
        }}
        onFacts={onFacts}
      />
    </div>
  );
}

interface FewShotProps extends PromptFieldsProps {
  onFacts: FactsChange;
}

function FewShot({ brief, content, set, lang, onFacts }: FewShotProps) {
  const { instruction, examples, query } = content;
  const setExample = (index: number, change: Partial<Example>) => {
    set((before) => ({
      examples: before.examples.map((example, at) => (at === index ? { ...example, ...change } : example)),
    }));
  };
  return (
    <div className={classes.parts}>
      <Part label="Instruction" first lang={lang} value={instruction} onFacts={onFacts} onText={(text) => { set({ instruction: text }); }} />
      {examples.map((example, index) => (
        // A pair has no identity but its place.
        <fieldset key={index} className={classes.pair}>
          <legend className={classes.legend}>Pair {index + 1}</legend>
          <Part label="Query" lang={lang} value={example.query} onFacts={onFacts} onText={(text) => { setExample(index, { query: text }); }} />
          <Part label="Response" lang={lang} value={example.response} onFacts={onFacts} onText={(text) => { setExample(index, { response: text }); }} />
          {examples.length > brief.min_examples && example.query === "" && example.response === "" && (
            <Button
              size="compact-xs"
              variant="subtle"
              color="gray"
              onClick={() => {
                set((before) => ({ examples: before.examples.filter((_, at) => at !== index) }));
              }}
            >
              Take this empty pair away
            </Button>
          )}
        </fieldset>
      ))}
      <Button
        variant="default"
        size="xs"
        className={classes.add}
        onClick={() => {
          set((before) => ({ examples: [...before.examples, { query: "", response: "" }] }));
        }}
      >
        Add a pair
      </Button>
      <Part label="Last query, which waits for its response" lang={lang} value={query} onFacts={onFacts} onText={(text) => { set({ query: text }); }} />
    </div>
  );
}

interface PartProps {
  label: string;
  value: string;
  lang: string;
  first?: boolean;
  onText: (text: string) => void;
  onFacts: FactsChange;
}

function Part({ label, value, lang, first = false, onText, onFacts }: PartProps) {
  return (
    <div data-part>
      <Textarea
        label={label}
        autosize
        minRows={1}
        maxRows={14}
        data-editor={first || undefined}
        dir="auto"
        lang={lang}
        spellCheck
        value={value}
        onChange={(event) => {
          onText(event.currentTarget.value);
        }}
        {...countersOf(onFacts)}
      />
    </div>
  );
}
