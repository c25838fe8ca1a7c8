/** Invitations: open, used, revoked or run out. */
import { Button, Table } from "@mantine/core";
import { useState } from "react";

import { DataTable, LineCell, More } from "@/components/DataTable";
import { ListState } from "@/components/ListState";
import { Panel } from "@/components/Panel";
import { StateBadge } from "@/components/StateBadge";
import layout from "@/components/stack.module.css";
import { useAction } from "@/lib/actions";
import type { ProjectInvitation } from "@/lib/api-types";
import { date, words } from "@/lib/format";
import { useList } from "@/lib/lists";

import { invitationsQuery, revokeInvitation } from "../api";
import { invitationState } from "../state";
import { TEXT } from "../strings";

export function InvitationsPanel({ projectId }: { projectId: string }) {
  const list = useList(invitationsQuery(projectId));
  return (
    <Panel title="Invitations" flush={(list.items?.length ?? 0) > 0}>
      <ListState list={list} empty={<p className={layout.muted}>{TEXT.noInvitations}</p>}>
        {(items) => (
          <>
            <DataTable stacks label="Invitations" head={["Email", "Role", "State", "Valid until", "!Actions"]}>
              {items.map((invitation) => (
                <InvitationRow key={invitation.id} projectId={projectId} invitation={invitation} />
              ))}
            </DataTable>
            <More list={list} />
          </>
        )}
      </ListState>
    </Panel>
  );
}

interface InvitationRowProps {
  projectId: string;
  invitation: ProjectInvitation;
}

function InvitationRow({ projectId, invitation }: InvitationRowProps) {
  const state = invitationState(invitation);
  const [asking, setAsking] = useState(false);
  const revoke = useAction({
    run: revokeInvitation,
    changes: [["invitations", projectId]],
    said: "The link is dead.",
  });
  return (
    <Table.Tr>
      <LineCell>{invitation.email}</LineCell>
      <LineCell>{words(invitation.role)}</LineCell>
      <Table.Td>
        <StateBadge state={state} />
      </Table.Td>
      <LineCell>{date(invitation.expires_at)}</LineCell>
      <Table.Td align="right">
        {state === "open" && (
          <Button
            size="compact-sm"
            variant={asking ? "light" : "default"}
            {...(asking ? { color: "red" } : {})}
            loading={revoke.isPending}
            aria-label={`${asking ? "Yes, revoke" : "Revoke"} the invitation of ${invitation.email}`}
            onClick={() => {
              if (asking) revoke.mutate(invitation.id);
              setAsking(true);
            }}
            onBlur={() => {
              setAsking(false);
            }}
          >
            {asking ? "Yes, revoke the link" : "Revoke…"}
          </Button>
        )}
      </Table.Td>
    </Table.Tr>
  );
}
