/** What somebody does not want to read: chosen once, honoured from the next task on. */
import { Button, Checkbox, Group, Modal, Stack, Text } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";

import { ErrorState } from "@/components/ErrorState";
import { PageLoader } from "@/components/PageLoader";
import { useAction } from "@/lib/actions";
import type { Topic } from "@/lib/api-types";
import { words } from "@/lib/format";

import { queueQuery, refuseTopics, topicsQuery } from "../../api";
import { TOPICS } from "../strings";

interface TopicsDialogProps {
  projectId: string;
  opened: boolean;
  onClose: () => void;
}

export function TopicsDialog({ projectId, opened, onClose }: TopicsDialogProps) {
  return (
    <Modal opened={opened} onClose={onClose} title="Topics you would rather not get">
      {opened && <Topics projectId={projectId} onClose={onClose} />}
    </Modal>
  );
}

function Topics({ projectId, onClose }: { projectId: string; onClose: () => void }) {
  const { data, error, refetch } = useQuery({ ...topicsQuery(projectId), staleTime: 0 });
  if (error !== null) return <ErrorState error={error} reset={() => void refetch()} />;
  if (data === undefined) return <PageLoader />;
  return <TopicsForm projectId={projectId} topics={data.topics} onClose={onClose} />;
}

interface TopicsFormProps {
  projectId: string;
  topics: readonly Topic[];
  onClose: () => void;
}

function TopicsForm({ projectId, topics, onClose }: TopicsFormProps) {
  const client = useQueryClient();
  const [refused, setRefused] = useState(() =>
    topics.filter((topic) => topic.refused).map(({ topic }) => topic),
  );
  const save = useAction({
    run: () => refuseTopics(projectId, refused),
    changes: [queueQuery(projectId).queryKey],
    said: "Saved. It holds from the next task on.",
    onDone: (saved) => {
      client.setQueryData(topicsQuery(projectId).queryKey, saved);
      // Tasks fetched ahead went back with it.
      client.removeQueries({ queryKey: ["ahead", projectId] });
      onClose();
    },
  });
  return (
    <Stack gap="md">
      <Text size="sm">{TOPICS.intro}</Text>
      <Checkbox.Group value={refused} onChange={setRefused} aria-label="Topics to leave out">
        <Stack gap="lg">
          <Choices title={TOPICS.subjects} hint={TOPICS.subjectsHint} topics={topics.filter(isSubject)} />
          <Choices title={TOPICS.kinds} topics={topics.filter((one) => !isSubject(one))} />
        </Stack>
      </Checkbox.Group>
      <Group justify="flex-end" gap="sm">
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button
          loading={save.isPending}
          onClick={() => {
            save.mutate(undefined);
          }}
        >
          Save
        </Button>
      </Group>
    </Stack>
  );
}

interface ChoicesProps {
  title: string;
  hint?: string;
  topics: readonly Topic[];
}

function Choices({ title, hint, topics }: ChoicesProps) {
  if (topics.length === 0) return null;
  return (
    <fieldset style={{ border: 0, margin: 0, padding: 0 }}>
      <Text component="legend" size="sm" fw={600} p={0} mb={6}>
        {title}
      </Text>
      <Stack gap={10}>
        {hint !== undefined && (
          <Text size="xs" c="dimmed">
            {hint}
          </Text>
        )}
        {topics.map(({ topic, tasks }) => (
          <Checkbox key={topic} value={topic} label={nameOf(topic)} description={`${tasks.toLocaleString("en")} open`} />
        ))}
      </Stack>
    </fieldset>
  );
}

/** What a prompt is about, as it was tagged; else a use case: what its writer asks for. */
function isSubject({ topic }: Topic): boolean {
  return !topic.startsWith("use_case:");
}

/** `use_case:open_qa` as “Open Q&A”, `tag:law` as “Law”. */
function nameOf(topic: string): string {
  if (topic === "sensitive") return TOPICS.sensitive;
  return words(topic.slice(topic.indexOf(":") + 1)).replace(/\bqa\b/i, "Q&A");
}
