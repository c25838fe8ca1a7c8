/** An order for prompts: in which form, for which use case, how many. */
import { Alert, Button, Checkbox, Group, NumberInput, Radio, Textarea, TextInput } from "@mantine/core";
import { useState, type FormEvent } from "react";

import { Panel } from "@/components/Panel";
import { useAction } from "@/lib/actions";
import type { PromptBriefRequest } from "@/lib/api-types";
import { messageOf } from "@/lib/errors";

import { orderPrompts } from "../api";
import { TEXT } from "../strings";
import classes from "./UploadForm.module.css";

type Fields = Required<PromptBriefRequest>;

const EMPTY: Fields = {
  form: "plain",
  count: 20,
  use_case: "",
  language: "en",
  instructions: "",
  min_examples: 3,
  makes_demonstrations: true,
  sensitive: false,
};

export function BriefForm({ projectId }: { projectId: string }) {
  const [fields, setFields] = useState(EMPTY);
  const change = (part: Partial<Fields>) => {
    setFields((before) => ({ ...before, ...part }));
  };
  const order = useAction({
    run: (body: Fields) => orderPrompts(projectId, body),
    changes: [["prompt-briefs", projectId], ["overview", projectId]],
    said: "Ordered. The tasks are in the queue of those who may write prompts.",
    quiet: true,
    onDone: () => {
      change({ instructions: "" });
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    order.mutate(fields);
  };
  const userBased = fields.form === "user_based";
  return (
    <Panel title="Order prompts" hint={TEXT.briefHint}>
      <form onSubmit={submit} className={classes.form}>
        <Radio.Group
          label="Form"
          value={fields.form}
          onChange={(form) => {
            change({ form });
          }}
        >
          <Group mt={8}>
            <Radio value="plain" label="Plain" />
            <Radio value="few_shot" label="Few-shot" />
            <Radio value="user_based" label="From a use case" />
          </Group>
        </Radio.Group>
        <div className={classes.fields}>
          <Numbers fields={fields} change={change} />
          <TextInput
            label="Use case"
            description="Empty: the writer says which"
            maxLength={40}
            value={fields.use_case}
            onChange={(event) => {
              change({ use_case: event.currentTarget.value });
            }}
          />
          <TextInput
            label="Language"
            description="A tag such as en or pt-BR"
            required
            maxLength={35}
            value={fields.language}
            onChange={(event) => {
              change({ language: event.currentTarget.value });
            }}
          />
        </div>
        <Textarea
          label={userBased ? "The use case, in words" : "Told to the writer"}
          description="Markdown works."
          required={userBased}
          autosize
          minRows={2}
          maxRows={10}
          dir="auto"
          value={fields.instructions}
          onChange={(event) => {
            change({ instructions: event.currentTarget.value });
          }}
        />
        <Checkbox
          label="Make a demonstration task of each prompt that is in"
          checked={fields.makes_demonstrations}
          onChange={(event) => {
            change({ makes_demonstrations: event.currentTarget.checked });
          }}
        />
        <Checkbox
          label="Sensitive content"
          description="Not offered to people who refuse it, nor is what is made of these prompts."
          checked={fields.sensitive}
          onChange={(event) => {
            change({ sensitive: event.currentTarget.checked });
          }}
        />
        {order.error !== null && (
          <Alert color="red" variant="light" role="alert">
            {messageOf(order.error)}
          </Alert>
        )}
        <Group>
          <Button type="submit" loading={order.isPending}>
            Order
          </Button>
        </Group>
      </form>
    </Panel>
  );
}

interface NumbersProps {
  fields: Fields;
  change: (part: Partial<Fields>) => void;
}

function Numbers({ fields, change }: NumbersProps) {
  return (
    <>
      <NumberInput
        label="How many"
        description="One task each"
        min={1}
        max={10_000}
        allowDecimal={false}
        required
        value={fields.count}
        onChange={(value) => {
          change({ count: typeof value === "number" ? value : 1 });
        }}
      />
      {fields.form === "few_shot" && (
        <NumberInput
          label="Pairs"
          description="At least"
          min={1}
          max={20}
          allowDecimal={false}
          value={fields.min_examples}
          onChange={(value) => {
            change({ min_examples: typeof value === "number" ? value : 1 });
          }}
        />
      )}
    </>
  );
}
