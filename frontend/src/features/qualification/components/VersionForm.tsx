/** The next version: parts with their cut-offs, the repeat rules, and what passing grants. */
import { Alert, Button, Group, NumberInput, Stack, Switch, Textarea } from "@mantine/core";
import { useState, type FormEvent } from "react";

import { PageHeader } from "@/components/PageHeader";
import { Panel } from "@/components/Panel";
import { useAction } from "@/lib/actions";
import type { QualificationVersion } from "@/lib/api-types";
import { ApiError, messageOf } from "@/lib/errors";

import { publishVersion } from "../manage";
import { fieldsOf, requestOf, type VersionFields } from "../state/version-form";
import { GrantRows } from "./GrantRows";
import { PartRow } from "./PartRow";
import classes from "./VersionForm.module.css";

interface VersionFormProps {
  projectId: string;
  latest: QualificationVersion | null;
  onDone: () => void;
}

export function VersionForm({ projectId, latest, onDone }: VersionFormProps) {
  const [fields, setFields] = useState(() => fieldsOf(latest));
  const change = (part: Partial<VersionFields>) => {
    setFields((before) => ({ ...before, ...part }));
  };
  const action = useAction({
    run: () => publishVersion(projectId, requestOf(fields)),
    changes: [["qualification", projectId]],
    said: "The version is published. Whoever starts from now on takes it.",
    quiet: true,
    onDone,
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    action.mutate(undefined);
  };
  return (
    <form onSubmit={submit}>
      <PageHeader
        title="New version"
        description="It cannot be changed afterwards. Attempts that were started go on with theirs."
        actions={
          <Group gap="xs">
            <Button variant="default" onClick={onDone}>
              Cancel
            </Button>
            <Button type="submit" loading={action.isPending}>
              Publish
            </Button>
          </Group>
        }
      />
      <Stack>
        {action.error !== null && <Problem error={action.error} />}
        <Panel title="Parts" hint="Each can be left out; without any part nobody has to pass anything.">
          <div className={classes.parts}>
            {fields.parts.map((part, index) => (
              <PartRow
                key={part.kind}
                part={part}
                onChange={(changed) => {
                  change({ parts: fields.parts.map((one, at) => (at === index ? changed : one)) });
                }}
              />
            ))}
          </div>
        </Panel>
        <Panel title="Passing grants" hint="Kinds of work, in a language and with an expertise, or any (*).">
          <GrantRows
            grants={fields.grants}
            onChange={(grants) => {
              change({ grants });
            }}
          />
          <Switch
            mt="md"
            label="New labelers have to pass before they may do these kinds"
            checked={fields.gates}
            onChange={(event) => {
              change({ gates: event.currentTarget.checked });
            }}
          />
        </Panel>
        <Rules fields={fields} change={change} />
      </Stack>
    </form>
  );
}

interface RulesProps {
  fields: VersionFields;
  change: (part: Partial<VersionFields>) => void;
}

function Rules({ fields, change }: RulesProps) {
  return (
    <Panel title="Rules and introduction">
      <Stack>
        <div className={classes.row}>
          <NumberInput
            label="Attempts"
            description="0: no limit"
            min={0}
            max={100}
            allowDecimal={false}
            value={fields.maxAttempts}
            onChange={(value) => {
              change({ maxAttempts: Number(value) });
            }}
          />
          <NumberInput
            label="Days between two attempts"
            description="Counted from handing in"
            min={0}
            max={365}
            allowDecimal={false}
            value={fields.waitDays}
            onChange={(value) => {
              change({ waitDays: Number(value) });
            }}
          />
        </div>
        {fields.parts.some(({ kind, included }) => kind === "self_assessment" && included) && (
          <Textarea
            label="Groups the questionnaire asks about"
            description="One a line"
            autosize
            minRows={3}
            value={fields.groups}
            onChange={(event) => {
              change({ groups: event.currentTarget.value });
            }}
          />
        )}
        <Textarea
          label="Introduction, in Markdown"
          description="Shown above the parts"
          autosize
          minRows={4}
          value={fields.introduction}
          onChange={(event) => {
            change({ introduction: event.currentTarget.value });
          }}
        />
      </Stack>
    </Panel>
  );
}

/** What the server would not publish, field by field. */
export function Problem({ error }: { error: Error }) {
  const details = error instanceof ApiError ? error.details : [];
  return (
    <Alert color="red" variant="light" role="alert" title={messageOf(error)}>
      {details.length > 0 && (
        <ul className={classes.problems}>
          {details.map(({ field, message }, index) => (
            <li key={index}>
              {field.startsWith("line") ? `${field}: ${message}` : message}
            </li>
          ))}
        </ul>
      )}
    </Alert>
  );
}
