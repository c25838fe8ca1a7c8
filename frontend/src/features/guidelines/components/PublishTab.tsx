/** The last look before publishing: what changed, what is missing, the note, major or minor. */
import { Alert, Button, Group, Paper, Radio, Stack, TextInput } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";

import { ErrorState } from "@/components/ErrorState";
import { Lines } from "@/components/ListState";
import { useAction } from "@/lib/actions";
import { hasCode, messageOf } from "@/lib/errors";

import { missing, publishBody, type Draft } from "../draft";
import type { ReleaseDraft } from "../hooks/useReleaseDraft";
import { draftDiffQuery, publish } from "../releases";
import { TEXT } from "../strings";
import { DiffView } from "./DiffView";
import classes from "./ReleaseEditor.module.css";

interface PublishTabProps {
  projectId: string;
  writing: ReleaseDraft;
  first: boolean;
  onDone: () => void;
}

export function PublishTab({ projectId, writing, first, onDone }: PublishTabProps) {
  const { draft, change, changed, basedOn } = writing;
  const faults = missing(draft);
  const action = useAction({
    run: () => publish(projectId, publishBody(draft, basedOn)),
    changes: [["guidelines", projectId], ["queue", projectId]],
    said: TEXT.published,
    quiet: true,
    onDone: () => {
      writing.done();
      onDone();
    },
  });
  return (
    <Stack>
      <Level draft={draft} first={first} onChange={change} />
      {faults.length > 0 && (
        <Alert color="yellow" variant="light" title="Not ready yet">
          <ul className={classes.missing}>
            {faults.map((fault) => (
              <li key={fault}>{fault}</li>
            ))}
          </ul>
        </Alert>
      )}
      {action.error !== null && (
        <Alert color="red" variant="light" role="alert">
          {messageOf(action.error)}
          {hasCode(action.error, "not_the_latest") && <Newest projectId={projectId} />}
        </Alert>
      )}
      <Group justify="flex-end">
        <Button
          disabled={faults.length > 0 || !changed}
          loading={action.isPending}
          onClick={() => {
            action.mutate(undefined);
          }}
        >
          Publish as {draft.level} release
        </Button>
      </Group>
      {!first && <Changes projectId={projectId} draft={draft} />}
    </Stack>
  );
}

/** Fetches the release that came out meanwhile; the text here stays. */
function Newest({ projectId }: { projectId: string }) {
  const queryClient = useQueryClient();
  return (
    <Group mt="xs">
      <Button
        size="compact-sm"
        variant="default"
        onClick={() => void queryClient.invalidateQueries({ queryKey: ["guidelines", projectId] })}
      >
        Look at it
      </Button>
    </Group>
  );
}

function Level({ draft, first, onChange }: { draft: Draft; first: boolean; onChange: (part: Partial<Draft>) => void }) {
  return (
    <div className={classes.columns}>
      <TextInput
        label="What changed"
        description="One line, shown to every labeler"
        maxLength={2000}
        value={draft.note}
        onChange={(event) => {
          onChange({ note: event.currentTarget.value });
        }}
      />
      {!first && (
        <Radio.Group
          label="Kind of release"
          value={draft.level}
          onChange={(value) => {
            onChange({ level: value });
          }}
        >
          <Group mt={8} gap="lg">
            <Radio value="major" label="Major" description="everybody confirms before going on" />
            <Radio value="minor" label="Minor" description="a typo: nobody is stopped" />
          </Group>
        </Radio.Group>
      )}
    </div>
  );
}

function Changes({ projectId, draft }: { projectId: string; draft: Draft }) {
  const { data, error, refetch } = useQuery(draftDiffQuery(projectId, draft));
  if (data === undefined && error !== null) {
    return <ErrorState error={error} reset={() => void refetch()} />;
  }
  if (data === undefined) return <Lines count={4} />;
  return (
    <Paper withBorder radius="lg" className={classes.card}>
      <div className={classes.cardHead}>Changes against {data.against?.number ?? "nothing"}</div>
      <DiffView diff={data} />
    </Paper>
  );
}
