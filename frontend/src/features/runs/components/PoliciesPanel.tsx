/** Retrain policies: when to train again, how, and by hand now. */
import { Button, Group, Modal, Table } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";

import { DataTable, LineCell } from "@/components/DataTable";
import { ListState } from "@/components/ListState";
import { Panel } from "@/components/Panel";
import { StateBadge } from "@/components/StateBadge";
import layout from "@/components/stack.module.css";
import { useAction } from "@/lib/actions";
import type { RetrainPolicy } from "@/lib/api-types";
import { count } from "@/lib/format";
import { useList } from "@/lib/lists";
import { roleIn, useMe } from "@/lib/me";

import { changePolicy, createPolicy, policiesQuery, triggerPolicy } from "../api";
import { TEXT } from "../strings";
import { PolicyForm } from "./PolicyForm";

export function PoliciesPanel({ projectId }: { projectId: string }) {
  const list = useList(policiesQuery(projectId));
  const isAdmin = roleIn(useMe(), projectId) === "admin";
  const [opened, { open, close }] = useDisclosure(false);
  const create = useAction({
    run: (body: Parameters<typeof createPolicy>[1]) => createPolicy(projectId, body),
    changes: [["policies", projectId]],
    said: "The policy is saved.",
    quiet: true,
    onDone: close,
  });
  return (
    <Panel
      title="Retrain policies"
      flush
      actions={
        isAdmin && (
          <Button size="compact-sm" variant="default" onClick={open}>
            New policy
          </Button>
        )
      }
    >
      <ListState list={list} empty={<Nothing />}>
        {(items) => (
          <DataTable stacks label="Retrain policies" head={["Name", "Starts", "State", "!Actions"]}>
            {items.map((policy) => (
              <PolicyRow key={policy.id} projectId={projectId} policy={policy} isAdmin={isAdmin} />
            ))}
          </DataTable>
        )}
      </ListState>
      <Modal opened={opened} onClose={close} title="New retrain policy" size="lg" centered>
        <PolicyForm policy={null} action={create} onCancel={close} />
      </Modal>
    </Panel>
  );
}

function Nothing() {
  return (
    <p className={layout.muted} style={{ padding: "2px 18px 16px", margin: 0 }}>
      {TEXT.noPolicies}
    </p>
  );
}

interface PolicyRowProps {
  projectId: string;
  policy: RetrainPolicy;
  isAdmin: boolean;
}

function PolicyRow({ projectId, policy, isAdmin }: PolicyRowProps) {
  return (
    <Table.Tr>
      <LineCell>{policy.name}</LineCell>
      <LineCell>{when(policy)}</LineCell>
      <Table.Td>
        <StateBadge state={policy.is_active ? "active" : "paused"} />
      </Table.Td>
      <Table.Td>{isAdmin && <PolicyActions projectId={projectId} policy={policy} />}</Table.Td>
    </Table.Tr>
  );
}

function PolicyActions({ projectId, policy }: { projectId: string; policy: RetrainPolicy }) {
  const [opened, { open, close }] = useDisclosure(false);
  const change = useAction({
    run: (body: Parameters<typeof changePolicy>[1]) => changePolicy(policy.id, body),
    changes: [["policies", projectId]],
    said: "The policy is saved.",
    quiet: true,
    onDone: close,
  });
  const trigger = useAction({
    run: triggerPolicy,
    changes: [["cycles", projectId], ["runs", projectId], ["overview", projectId]],
    said: "A cycle has started.",
  });
  return (
    <Group gap="xs" justify="flex-end" wrap="nowrap">
      <Button size="compact-sm" variant="default" onClick={open} aria-label={`Edit ${policy.name}`}>
        Edit
      </Button>
      <Button
        size="compact-sm"
        loading={trigger.isPending}
        aria-label={`Start a cycle: ${policy.name}`}
        onClick={() => {
          trigger.mutate(policy.id);
        }}
      >
        Start now
      </Button>
      <Modal opened={opened} onClose={close} title={`Policy ${policy.name}`} size="lg" centered>
        <PolicyForm policy={policy} action={change} onCancel={close} />
      </Modal>
    </Group>
  );
}

function when({ every_judgments: judgments, every_days: days }: RetrainPolicy): string {
  const parts = [];
  if (judgments !== null) parts.push(`every ${count(judgments, "new judgment")}`);
  if (days !== null) parts.push(`every ${count(days, "day")}`);
  return parts.length === 0 ? "by hand only" : parts.join(" or ");
}
