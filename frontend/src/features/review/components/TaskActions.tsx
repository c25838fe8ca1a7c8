/** What else can be done with a task: ask more people, make gold of it, hand it out no more. */
import { Button, Group, Modal, NumberInput, Stack, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useState } from "react";

import { useAction } from "@/lib/actions";
import type { ReviewTask } from "@/lib/api-types";
import { count } from "@/lib/format";
import { waitingKey } from "@/lib/waiting";

import { makeGold, raiseOverlap, withdrawTask } from "../api";

const MOST = 15;

interface TaskActionsProps {
  projectId: string;
  task: ReviewTask;
}

export function TaskActions({ projectId, task }: TaskActionsProps) {
  const changes = [["review-task", task.id], ["review-queue", projectId], ["gold", projectId], waitingKey(projectId)];
  const [asking, ask] = useDisclosure(false);
  const [withdrawing, withdraw] = useDisclosure(false);
  const gold = useAction({ run: () => makeGold(task.id), changes, said: "It is gold now." });
  const out = useAction({
    run: () => withdrawTask(task.id),
    changes,
    said: "It is handed out no more.",
    onDone: withdraw.close,
  });
  return (
    <Group gap="xs">
      {task.review !== null && task.gold_id === null && (
        <Button variant="default" loading={gold.isPending} onClick={() => { gold.mutate(undefined); }}>
          Make gold
        </Button>
      )}
      {!task.withdrawn && (
        <>
          <Button variant="default" disabled={task.overlap >= MOST} onClick={ask.open}>
            Ask more people
          </Button>
          <Button variant="default" onClick={withdraw.open}>
            Withdraw
          </Button>
        </>
      )}
      <Modal opened={asking} onClose={ask.close} title="Ask more people" centered>
        <MorePeople task={task} changes={changes} onDone={ask.close} />
      </Modal>
      <Modal opened={withdrawing} onClose={withdraw.close} title="Withdraw this task" centered>
        <Stack>
          <Text size="sm">Nobody gets it any more. Its judgments stay as they are.</Text>
          <Group justify="flex-end">
            <Button variant="default" onClick={withdraw.close}>Cancel</Button>
            <Button color="red" loading={out.isPending} onClick={() => { out.mutate(undefined); }}>Withdraw</Button>
          </Group>
        </Stack>
      </Modal>
    </Group>
  );
}

interface MorePeopleProps {
  task: ReviewTask;
  changes: readonly (readonly string[])[];
  onDone: () => void;
}

function MorePeople({ task, changes, onDone }: MorePeopleProps) {
  const [overlap, setOverlap] = useState(Math.min(MOST, task.overlap + 2));
  const raise = useAction({
    run: () => raiseOverlap(task.id, overlap),
    changes,
    said: "More people are asked.",
    onDone,
  });
  return (
    <Stack>
      <Text size="sm">
        {count(task.overlap, "person is", "people are")} wanted now, {count(task.places_open, "place")} still open.
      </Text>
      <NumberInput
        label="People altogether"
        min={task.overlap + 1}
        max={MOST}
        value={overlap}
        onChange={(value) => {
          setOverlap(Number(value));
        }}
        data-autofocus
      />
      <Group justify="flex-end">
        <Button variant="default" onClick={onDone}>Cancel</Button>
        <Button loading={raise.isPending} disabled={overlap <= task.overlap || overlap > MOST} onClick={() => { raise.mutate(undefined); }}>
          Ask
        </Button>
      </Group>
    </Stack>
  );
}
