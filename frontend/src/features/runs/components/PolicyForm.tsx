/** A retrain policy's fields. */
import { Alert, Button, Group, JsonInput, NumberInput, Stack, Switch, TextInput } from "@mantine/core";
import { useState, type FormEvent } from "react";

import type { RetrainPolicy, RetrainPolicyRequest } from "@/lib/api-types";
import { messageOf } from "@/lib/errors";

import { configProblem, fieldsOf, requestOf, type PolicyFields } from "../state/policy-form";
import { TEXT } from "../strings";

interface PolicyFormProps {
  /** Null for a new one. */
  policy: RetrainPolicy | null;
  action: { mutate: (body: RetrainPolicyRequest) => void; isPending: boolean; error: Error | null };
  onCancel: () => void;
}

export function PolicyForm({ policy, action, onCancel }: PolicyFormProps) {
  const [fields, setFields] = useState(() => fieldsOf(policy));
  const change = (part: Partial<PolicyFields>) => {
    setFields((before) => ({ ...before, ...part }));
  };
  const problem = configProblem(fields.config);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (problem === null) action.mutate(requestOf(fields));
  };
  return (
    <form onSubmit={submit}>
      <Stack>
        <TextInput
          label="Name"
          required
          data-autofocus
          value={fields.name}
          onChange={(event) => {
            change({ name: event.currentTarget.value });
          }}
        />
        <Group grow align="flex-start">
          <WholeNumber
            label="After so many new judgments"
            value={fields.judgments}
            onChange={(judgments) => {
              change({ judgments });
            }}
          />
          <WholeNumber
            label="After so many days"
            value={fields.days}
            onChange={(days) => {
              change({ days });
            }}
          />
        </Group>
        <JsonInput
          label="Settings"
          description={TEXT.configHint}
          autosize
          minRows={6}
          maxRows={16}
          formatOnBlur
          error={problem}
          value={fields.config}
          onChange={(config) => {
            change({ config });
          }}
        />
        <Switch
          label="Active: starts cycles by itself"
          checked={fields.isActive}
          onChange={(event) => {
            change({ isActive: event.currentTarget.checked });
          }}
        />
        {action.error !== null && (
          <Alert color="red" variant="light" role="alert">
            {messageOf(action.error)}
          </Alert>
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={onCancel}>
            Cancel
          </Button>
          <Button type="submit" loading={action.isPending}>
            Save
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

interface WholeNumberProps {
  label: string;
  value: number | null;
  onChange: (value: number | null) => void;
}

function WholeNumber({ label, value, onChange }: WholeNumberProps) {
  return (
    <NumberInput
      label={label}
      description="Empty: never for this reason."
      min={1}
      allowDecimal={false}
      hideControls
      value={value ?? ""}
      onChange={(entered) => {
        onChange(typeof entered === "number" ? entered : null);
      }}
    />
  );
}
