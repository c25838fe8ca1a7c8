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

import { invitationsQuery, invite, revokeInvitation } from "../api";
import { invitationState } from "../state";
import { TEXT } from "../strings";
import { InvitationLink } from "./InvitationLink";
import { OnceModal } from "./OnceModal";

export function InvitationsPanel({ projectId }: { projectId: string }) {
  const list = useList(invitationsQuery(projectId));
  // Here, not in its row: that one is revoked by now, and shows no link.
  const [made, setMade] = useState<MadeInvitation | null>(null);
  const close = () => {
    setMade(null);
  };
  return (
    <Panel title="Invitations" flush={(list.items?.length ?? 0) > 0}>
      <ListState list={list} empty={<p className={layout.muted}>{TEXT.noInvitations}</p>}>
        {(items) => (
          <>
            <DataTable stacks label="Invitations" head={["Email", "Role", "State", "Valid until", "!Actions"]}>
              {items.map((invitation) => (
                <InvitationRow key={invitation.id} {...{ projectId, invitation }} onMade={setMade} />
              ))}
            </DataTable>
            <More list={list} />
          </>
        )}
      </ListState>
      <OnceModal opened={made !== null} onClose={close} title={TEXT.newLink}>
        {made !== null && <InvitationLink email={made.email} link={made.link} onDone={close} />}
      </OnceModal>
    </Panel>
  );
}

type MadeInvitation = Awaited<ReturnType<typeof invite>>;

interface InvitationRowProps {
  projectId: string;
  invitation: ProjectInvitation;
}

function InvitationRow({ projectId, invitation, onMade }: NewLinkProps) {
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
        {(state === "open" || state === "expired") && <NewLink {...{ projectId, invitation, onMade }} />}{" "}
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

interface NewLinkProps extends InvitationRowProps {
  onMade: (made: MadeInvitation) => void;
}

/** The link that was shown once is lost: the old one dies, a new one takes its place. */
function NewLink({ projectId, invitation: { email, role }, onMade }: NewLinkProps) {
  const renew = useAction({
    run: () => invite(projectId, { email, role }),
    changes: [["invitations", projectId]],
    onDone: onMade,
  });
  return (
    <Button
      size="compact-sm"
      variant="default"
      loading={renew.isPending}
      aria-label={`New link for ${email}`}
      onClick={() => {
        renew.mutate(undefined);
      }}
    >
      New link
    </Button>
  );
}
