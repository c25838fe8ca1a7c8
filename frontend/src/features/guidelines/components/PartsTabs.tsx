/** Examples and glossary of the next release. */
import { Button, NativeSelect, Paper, Textarea, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";

import { PartText } from "@/components/guideline/GuidelineText";
import { ExampleCard } from "@/components/guideline/Parts";
import type { GuidelineExample, GuidelineTerm } from "@/lib/api-types";
import { api, unwrap } from "@/lib/client";

import { EMPTY_EXAMPLE, EMPTY_TERM, withItem } from "../draft";
import classes from "./ReleaseEditor.module.css";
import type { TabProps } from "./TextTab";

const VERDICTS = [
  { value: "none", label: "Neither" },
  { value: "good", label: "Good: do it like this" },
  { value: "bad", label: "Bad: not like this" },
];

interface CardProps {
  name: string;
  onRemove: () => void;
  children: ReactNode;
  preview: ReactNode;
}

/** The fields of one part, beside how it will look. */
export function PartCard({ name, onRemove, children, preview }: CardProps) {
  return (
    <Paper component="section" withBorder radius="md" className={classes.card} aria-label={name}>
      <div className={classes.cardHead}>
        {name}
        <Button size="compact-sm" variant="subtle" color="red" aria-label={`Remove ${name}`} onClick={onRemove}>
          Remove
        </Button>
      </div>
      <div className={classes.columns}>
        <div className={classes.fields}>{children}</div>
        {preview}
      </div>
    </Paper>
  );
}

export function ExamplesTab({ projectId, draft, onChange }: TabProps & { projectId: string }) {
  const flags = useFlags(projectId);
  const put = (index: number, example: GuidelineExample | null) => {
    onChange({ examples: withItem(draft.examples, index, example) });
  };
  return (
    <>
      <p className={classes.hint}>
        An example with a flag stands below the section of that flag; the others stand at the end.
      </p>
      {draft.examples.map((example, index) => (
        <ExampleFields
          key={index}
          name={`Example ${String(index + 1)}`}
          example={example}
          flags={flags}
          onChange={(changed) => {
            put(index, changed);
          }}
        />
      ))}
      <Button
        variant="default"
        onClick={() => {
          onChange({ examples: [...draft.examples, EMPTY_EXAMPLE] });
        }}
      >
        Add an example
      </Button>
    </>
  );
}

/** The project's flags, as choices. */
function useFlags(projectId: string) {
  const { data } = useQuery({
    queryKey: ["project", projectId],
    queryFn: () =>
      unwrap(api.GET("/api/projects/{project_id}", { params: { path: { project_id: projectId } } })),
  });
  const flags = data?.rating_schema.flags ?? [];
  return [{ value: "", label: "No flag" }, ...flags.map(({ key, label }) => ({ value: key, label }))];
}

interface ExampleFieldsProps {
  name: string;
  example: GuidelineExample;
  flags: { value: string; label: string }[];
  onChange: (example: GuidelineExample | null) => void;
}

function ExampleFields({ name, example, flags, onChange }: ExampleFieldsProps) {
  return (
    <PartCard
      name={name}
      onRemove={() => {
        onChange(null);
      }}
      preview={<ExampleCard example={example} flag={flags.find(({ value }) => value === example.flag)?.label} />}
    >
      <TextInput
        label="Title"
        required
        maxLength={200}
        value={example.title}
        onChange={(event) => {
          onChange({ ...example, title: event.currentTarget.value });
        }}
      />
      <Textarea
        label="Text, in Markdown"
        required
        autosize
        minRows={4}
        maxRows={16}
        value={example.body_markdown}
        onChange={(event) => {
          onChange({ ...example, body_markdown: event.currentTarget.value });
        }}
      />
      <NativeSelect
        label="Flag"
        data={flags}
        value={example.flag ?? ""}
        onChange={(event) => {
          const flag = event.currentTarget.value;
          onChange({ ...example, flag: flag === "" ? null : flag });
        }}
      />
      <NativeSelect
        label="It is"
        data={VERDICTS}
        value={example.verdict}
        onChange={(event) => {
          onChange({ ...example, verdict: event.currentTarget.value as GuidelineExample["verdict"] });
        }}
      />
    </PartCard>
  );
}

export function GlossaryTab({ draft, onChange }: TabProps) {
  return (
    <>
      <p className={classes.hint}>
        Terms are underlined in the text and explained when somebody points at them or tabs to them.
      </p>
      {draft.glossary.map((entry, index) => (
        <TermFields
          key={index}
          name={`Term ${String(index + 1)}`}
          entry={entry}
          onChange={(changed) => {
            onChange({ glossary: withItem(draft.glossary, index, changed) });
          }}
        />
      ))}
      <Button
        variant="default"
        onClick={() => {
          onChange({ glossary: [...draft.glossary, EMPTY_TERM] });
        }}
      >
        Add a term
      </Button>
    </>
  );
}

interface TermFieldsProps {
  name: string;
  entry: GuidelineTerm;
  onChange: (entry: GuidelineTerm | null) => void;
}

function TermFields({ name, entry, onChange }: TermFieldsProps) {
  return (
    <PartCard
      name={name}
      onRemove={() => {
        onChange(null);
      }}
      preview={<PartText text={entry.definition_markdown} />}
    >
      <TextInput
        label="Term"
        required
        maxLength={100}
        value={entry.term}
        onChange={(event) => {
          onChange({ ...entry, term: event.currentTarget.value });
        }}
      />
      <Textarea
        label="Meaning, in Markdown"
        required
        autosize
        minRows={2}
        maxRows={10}
        value={entry.definition_markdown}
        onChange={(event) => {
          onChange({ ...entry, definition_markdown: event.currentTarget.value });
        }}
      />
    </PartCard>
  );
}
