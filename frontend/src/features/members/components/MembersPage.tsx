/** The people of a project: their roles, and the invitations that are out. */
import { Badge, Select, Switch, Table } from "@mantine/core";

import { DataTable, LineCell, More } from "@/components/DataTable";
import { EmptyState } from "@/components/EmptyState";
import { ListState } from "@/components/ListState";
import { PageHeader } from "@/components/PageHeader";
import { Panel } from "@/components/Panel";
import layout from "@/components/stack.module.css";
import { useAction } from "@/lib/actions";
import type { Member, MemberPatch } from "@/lib/api-types";
import { date } from "@/lib/format";
import { useList } from "@/lib/lists";

import { changeMember, membersQuery } from "../api";
import { ROLES, TEXT } from "../strings";
import { InvitationsPanel } from "./InvitationsPanel";
import { InviteButton } from "./InviteButton";
import classes from "./MembersPage.module.css";

export function MembersPage({ projectId }: { projectId: string }) {
  const list = useList(membersQuery(projectId));
  return (
    <>
      <PageHeader
        title="Members and invitations"
        description={TEXT.hint}
        actions={<InviteButton projectId={projectId} />}
      />
      <div className={layout.stack}>
        <Panel title="Members" flush>
          <ListState list={list} empty={<EmptyState symbol="☺" title="Nobody yet" />}>
            {(items) => (
              <>
                <DataTable stacks label="Members" head={["Person", "Role", "Active", "Since"]}>
                  {items.map((member) => (
                    <MemberRow key={member.id} projectId={projectId} member={member} />
                  ))}
                </DataTable>
                <More list={list} />
              </>
            )}
          </ListState>
        </Panel>
        <InvitationsPanel projectId={projectId} />
      </div>
    </>
  );
}

function MemberRow({ projectId, member }: { projectId: string; member: Member }) {
  const { user, role, is_active: isActive } = member;
  const name = user.name || user.email;
  const change = useAction({
    run: (body: MemberPatch) => changeMember(member.id, body),
    changes: [["members", projectId], ["me"]],
    said: `${name} is changed.`,
  });
  return (
    <Table.Tr data-inactive={!isActive}>
      <Table.Td>
        <div className={classes.name}>
          {name}
          {user.is_simulated && (
            <Badge size="xs" variant="outline" color="gray">
              simulated
            </Badge>
          )}
        </div>
        {user.name !== "" && <div className={layout.muted}>{user.email}</div>}
      </Table.Td>
      <LineCell>
        <Select
          className={classes.role}
          size="xs"
          aria-label={`Role of ${name}`}
          allowDeselect={false}
          data={ROLES}
          value={role}
          disabled={change.isPending}
          onChange={(value) => {
            if (value !== null && value !== role) change.mutate({ role: value });
          }}
        />
      </LineCell>
      <Table.Td>
        <Switch
          aria-label={`${name} is active`}
          checked={isActive}
          disabled={change.isPending}
          onChange={() => {
            change.mutate({ is_active: !isActive });
          }}
        />
      </Table.Td>
      <LineCell>{date(member.joined_at)}</LineCell>
    </Table.Tr>
  );
}
