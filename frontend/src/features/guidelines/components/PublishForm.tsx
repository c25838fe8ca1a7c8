/** The next release: written beside its preview, then published for good. */
import { Alert, Button, Group, Paper, Radio, Stack, TextInput, Textarea } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";

import { ErrorState } from "@/components/ErrorState";
import { Lines } from "@/components/ListState";
import { PageHeader } from "@/components/PageHeader";
import { Markdown } from "@/components/markdown/Markdown";
import { useAction } from "@/lib/actions";
import type { GuidelineItem, GuidelinePublish } from "@/lib/api-types";
import { messageOf } from "@/lib/errors";

import { publish, releaseQuery } from "../releases";
import { TEXT } from "../strings";
import classes from "./PublishForm.module.css";

interface PublishFormProps {
  projectId: string;
  /** What the text starts from; null before the first release. */
  latest: GuidelineItem | null;
  onDone: () => void;
}

export function PublishForm({ projectId, latest, onDone }: PublishFormProps) {
  const { data, error, refetch } = useQuery({
    ...releaseQuery(latest?.id ?? ""),
    enabled: latest !== null,
  });
  if (latest !== null && error !== null) {
    return <ErrorState error={error} reset={() => void refetch()} />;
  }
  if (latest !== null && data === undefined) return <Lines count={6} />;
  return <Editor projectId={projectId} before={data?.body_markdown ?? ""} isFirst={latest === null} onDone={onDone} />;
}

interface EditorProps {
  projectId: string;
  before: string;
  isFirst: boolean;
  onDone: () => void;
}

function Editor({ projectId, before, isFirst, onDone }: EditorProps) {
  const [fields, setFields] = useState<Required<GuidelinePublish>>({
    body_markdown: before,
    note: "",
    level: isFirst ? "major" : "minor",
  });
  const action = useAction({
    run: (body: GuidelinePublish) => publish(projectId, body),
    changes: [["guidelines", projectId], ["queue", projectId]],
    said: TEXT.published,
    quiet: true,
    onDone,
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    action.mutate(fields);
  };
  const unchanged = fields.body_markdown.trim() === "" || fields.body_markdown === before;
  return (
    <form onSubmit={submit}>
      <PageHeader
        title="New release"
        description={TEXT.publishHint}
        actions={
          <Group gap="xs">
            <Button variant="default" onClick={onDone}>
              Cancel
            </Button>
            <Button type="submit" disabled={unchanged} loading={action.isPending}>
              Publish
            </Button>
          </Group>
        }
      />
      {action.error !== null && (
        <Alert color="red" variant="light" role="alert" mb="md">
          {messageOf(action.error)}
        </Alert>
      )}
      <Stack>
        <Level fields={fields} setFields={setFields} />
        <div className={classes.columns}>
          <Textarea
            label="Text, in Markdown"
            classNames={{ input: classes.text ?? "" }}
            required
            autosize
            minRows={22}
            maxRows={34}
            value={fields.body_markdown}
            onChange={(event) => {
              setFields({ ...fields, body_markdown: event.currentTarget.value });
            }}
          />
          <div>
            <div className={classes.label}>Preview</div>
            <Paper withBorder radius="md" className={classes.preview}>
              <Markdown text={fields.body_markdown} headings="document" />
            </Paper>
          </div>
        </div>
      </Stack>
    </form>
  );
}

interface LevelProps {
  fields: Required<GuidelinePublish>;
  setFields: (fields: Required<GuidelinePublish>) => void;
}

function Level({ fields, setFields }: LevelProps) {
  return (
    <div className={classes.columns}>
      <TextInput
        label="What changed"
        description="One line, shown to every labeler"
        value={fields.note}
        onChange={(event) => {
          setFields({ ...fields, note: event.currentTarget.value });
        }}
      />
      <Radio.Group
        label="Kind of release"
        value={fields.level}
        onChange={(value) => {
          setFields({ ...fields, level: value });
        }}
      >
        <Group mt={8} gap="lg">
          <Radio value="major" label="Major" description="everybody confirms before going on" />
          <Radio value="minor" label="Minor" description="a typo: nobody is stopped" />
        </Group>
      </Radio.Group>
    </div>
  );
}
