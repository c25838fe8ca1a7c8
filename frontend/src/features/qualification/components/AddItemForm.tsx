import { Button, Group, NativeSelect, SegmentedControl, Stack, Switch, TextInput, Textarea } from "@mantine/core";
import { useState, type FormEvent } from "react";

import { useAction } from "@/lib/actions";
import type { QualificationItemRequest } from "@/lib/api-types";

import { addItem, type BankFilter } from "../manage";
import { emptyItem, itemRequestOf, type ItemFields } from "../state/item-form";
import { PART_SHORT } from "../strings";
import { CompletionRows } from "./CompletionRows";
import { Problem } from "./VersionForm";

interface AddItemFormProps {
  projectId: string;
  use: BankFilter["use"];
  onDone: () => void;
}

/** One item by hand. */
export function AddItemForm({ projectId, use, onDone }: AddItemFormProps) {
  const [fields, setFields] = useState<ItemFields>(() => emptyItem(use));
  const change = (part: Partial<ItemFields>) => {
    setFields((before) => ({ ...before, ...part }));
  };
  const action = useAction({
    run: (body: QualificationItemRequest) => addItem(projectId, body),
    changes: [["qualification-bank", projectId], ["qualification", projectId], ["practice", projectId]],
    said: "The item is in the bank.",
    quiet: true,
    onDone,
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    action.mutate(itemRequestOf(fields));
  };
  return (
    <form onSubmit={submit}>
      <Stack>
        <Group>
          <SegmentedControl
            aria-label="Part"
            value={fields.part}
            onChange={(part) => {
              change({ part });
            }}
            data={(["flagging", "ranking", "writing"] as const).map((value) => ({ value, label: PART_SHORT[value] }))}
          />
          <NativeSelect
            aria-label="Bank"
            data={[
              { value: "screening", label: "for the screening" },
              { value: "practice", label: "for practice" },
            ]}
            value={fields.use}
            onChange={({ currentTarget: { value } }) => {
              change({ use: value as ItemFields["use"] });
            }}
          />
        </Group>
        <Content fields={fields} change={change} />
        <Textarea
          label="Why (Markdown)"
          description="Shown after the answer in practice; in the screening never"
          autosize
          minRows={2}
          value={fields.explanation}
          onChange={(event) => {
            change({ explanation: event.currentTarget.value });
          }}
        />
        <TextInput
          label="Language"
          required
          value={fields.language}
          onChange={(event) => {
            change({ language: event.currentTarget.value });
          }}
        />
        {action.error !== null && <Problem error={action.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onDone}>
            Cancel
          </Button>
          <Button type="submit" loading={action.isPending}>
            Add
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

interface ContentProps {
  fields: ItemFields;
  change: (part: Partial<ItemFields>) => void;
}

function Content({ fields, change }: ContentProps) {
  if (fields.part === "flagging") {
    return (
      <>
        <Text label="Text" value={fields.text} onChange={(text) => { change({ text }); }} />
        <Switch
          label="Reviewers flagged it as sensitive"
          checked={fields.sensitive}
          onChange={(event) => {
            change({ sensitive: event.currentTarget.checked });
          }}
        />
      </>
    );
  }
  return (
    <>
      <Text label="Prompt" value={fields.prompt} onChange={(prompt) => { change({ prompt }); }} />
      {fields.part === "ranking" ? (
        <CompletionRows
          rows={fields.completions}
          onChange={(completions) => {
            change({ completions });
          }}
        />
      ) : (
        <Text
          label="A reviewer's answer"
          optional
          value={fields.example}
          onChange={(example) => { change({ example }); }}
        />
      )}
    </>
  );
}

interface TextProps {
  label: string;
  optional?: boolean;
  value: string;
  onChange: (value: string) => void;
}

function Text({ label, optional = false, value, onChange }: TextProps) {
  return (
    <Textarea
      label={label}
      required={!optional}
      autosize
      minRows={3}
      maxRows={14}
      value={value}
      onChange={(event) => {
        onChange(event.currentTarget.value);
      }}
    />
  );
}
