/** The keys that chatbots use. */
import { Button, Modal, Table } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";

import { DataTable, LineCell } from "@/components/DataTable";
import { ListState } from "@/components/ListState";
import { Panel } from "@/components/Panel";
import { StateBadge } from "@/components/StateBadge";
import layout from "@/components/stack.module.css";
import { useAction } from "@/lib/actions";
import type { ApiKey } from "@/lib/api-types";
import { ago, date } from "@/lib/format";
import { useList } from "@/lib/lists";

import { keysQuery, revokeKey } from "../api";
import { TEXT } from "../strings";
import { KeyForm } from "./KeyForm";

const HEAD = ["Name", "Key", "May", "State", "Made", "Last used", "!Actions"];

export function KeysPanel({ projectId }: { projectId: string }) {
  const list = useList(keysQuery(projectId));
  const [opened, { open, close }] = useDisclosure(false);
  return (
    <Panel
      title="API keys"
      hint={TEXT.keysHint}
      flush={(list.items?.length ?? 0) > 0}
      actions={
        <Button size="compact-sm" variant="default" onClick={open}>
          New key
        </Button>
      }
    >
      <ListState list={list} empty={<p className={layout.muted}>No keys yet.</p>}>
        {(items) => (
          <DataTable stacks label="API keys" head={HEAD}>
            {items.map((key) => (
              <KeyRow key={key.id} projectId={projectId} apiKey={key} />
            ))}
          </DataTable>
        )}
      </ListState>
      <Modal opened={opened} onClose={close} title="New API key" centered>
        <KeyForm projectId={projectId} onDone={close} />
      </Modal>
    </Panel>
  );
}

function KeyRow({ projectId, apiKey }: { projectId: string; apiKey: ApiKey }) {
  const revoke = useAction({
    run: revokeKey,
    changes: [["api-keys", projectId]],
    said: "The key is dead.",
  });
  const revoked = apiKey.revoked_at !== null;
  return (
    <Table.Tr>
      <LineCell>{apiKey.name}</LineCell>
      <LineCell>
        <span className={layout.mono}>{apiKey.prefix}…</span>
      </LineCell>
      <LineCell>{apiKey.scopes.join(", ")}</LineCell>
      <Table.Td>
        <StateBadge state={revoked ? "revoked" : "active"} />
      </Table.Td>
      <LineCell>{date(apiKey.created_at)}</LineCell>
      <LineCell>{apiKey.last_used_at === null ? "never" : ago(apiKey.last_used_at)}</LineCell>
      <Table.Td align="right">
        {!revoked && (
          <Button
            size="compact-sm"
            variant="default"
            loading={revoke.isPending}
            aria-label={`Revoke ${apiKey.name}`}
            onClick={() => {
              revoke.mutate(apiKey.id);
            }}
          >
            Revoke
          </Button>
        )}
      </Table.Td>
    </Table.Tr>
  );
}
