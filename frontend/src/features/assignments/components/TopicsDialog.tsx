/** What somebody does not want to read: chosen once, honoured from the next task on. */
import { Button, Checkbox, Group, Modal, Stack, Text } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";

import { ErrorState } from "@/components/ErrorState";
import { PageLoader } from "@/components/PageLoader";
import { useAction } from "@/lib/actions";
import type { Topic } from "@/lib/api-types";
import { words } from "@/lib/format";

import { queueQuery, refuseTopics, topicsQuery } from "../api";

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
      <Text size="sm">
        Tick what you do not want to read. You need no reason, nobody is told, and it costs no
        standing and no pay.
      </Text>
      {topics.length === 0 && (
        <Text size="sm" c="dimmed">
          The open work of this project has no topics to choose from.
        </Text>
      )}
      <Checkbox.Group value={refused} onChange={setRefused} aria-label="Topics to leave out">
        <Stack gap={10}>
          {topics.map(({ topic, tasks }) => (
            <Checkbox
              key={topic}
              value={topic}
              label={nameOf(topic)}
              description={`${tasks.toLocaleString("en")} open`}
            />
          ))}
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

/** `use_case:open_qa` as “Open Q&A”, `tag:law` as “Law”. */
function nameOf(topic: string): string {
  if (topic === "sensitive") return "Sensitive content";
  return words(topic.slice(topic.indexOf(":") + 1)).replace(/\bqa\b/i, "Q&A");
}
