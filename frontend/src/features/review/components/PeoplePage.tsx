/** Who works here and how well they agree with the others; no order by volume. */
import { Badge, Table } from "@mantine/core";
import type { ReactNode } from "react";

import { DataTable, LineCell, More, NumberCell } from "@/components/DataTable";
import { EmptyState } from "@/components/EmptyState";
import { ListState } from "@/components/ListState";
import { PageHeader } from "@/components/PageHeader";
import { AnchorLink } from "@/components/links";
import layout from "@/components/stack.module.css";
import type { Person } from "@/lib/api-types";
import { ago, duration } from "@/lib/format";
import { useList } from "@/lib/lists";

import { peopleQuery } from "../people";
import { PEOPLE } from "../strings";
import { FigureCell } from "./FigureCell";
import classes from "./PeoplePage.module.css";
import { RelabelPanel } from "./RelabelPanel";
import { VoidsPanel } from "./VoidsPanel";

const REST = ["#Judgments", "#Skips", "#Active", "Last"];

/** Gold stands there where anybody was checked against it. */
function headOf(checked: boolean): string[] {
  return ["Person", "Agreement with others", ...(checked ? ["With gold"] : []), ...REST];
}

function anyChecked(items: readonly Person[]): boolean {
  return items.some(({ gold }) => gold.n > 0);
}

interface PeoplePageProps {
  projectId: string;
  /** What an admin may do about who is here. */
  actions?: ReactNode;
}

export function PeoplePage({ projectId, actions }: PeoplePageProps) {
  const list = useList(peopleQuery(projectId));
  return (
    <>
      <PageHeader title="People" description={PEOPLE.hint} actions={actions} />
      <div className={layout.stack}>
        <ListState list={list} empty={<EmptyState symbol="☺" title="Nobody yet">{PEOPLE.nobody}</EmptyState>}>
          {(items) => (
            <div>
              <DataTable label="People" framed stacks head={headOf(anyChecked(items))}>
                {items.map((person) => (
                  <Row key={person.user.id} projectId={projectId} person={person} checked={anyChecked(items)} />
                ))}
              </DataTable>
              <More list={list} />
            </div>
          )}
        </ListState>
        <RelabelPanel projectId={projectId} />
        <VoidsPanel projectId={projectId} />
      </div>
    </>
  );
}

interface RowProps {
  projectId: string;
  person: Person;
  checked: boolean;
}

function Row({ projectId, person, checked }: RowProps) {
  const { user, agreement, gold, paused, role, is_active: isActive } = person;
  return (
    <Table.Tr>
      <Table.Td>
        <div className={classes.name}>
          <AnchorLink
            to="/projects/$projectId/people/$personId"
            params={{ projectId, personId: user.id }}
            size="sm"
            fw={550}
          >
            {user.name}
          </AnchorLink>
          {paused !== null && <Badge size="xs" color="gray" variant="outline" title={paused.reason}>paused</Badge>}
          {!isActive && <Badge size="xs" color="gray" variant="outline">left</Badge>}
        </div>
        <div className={layout.muted}>{role}</div>
      </Table.Td>
      <FigureCell label={`Agreement of ${user.name}`} figure={agreement} />
      {checked && <FigureCell label={`Agreement of ${user.name} with gold`} figure={gold} />}
      <NumberCell>
        {person.judgments.toLocaleString("en")}
        {person.voided > 0 && <div className={layout.muted}>{person.voided} voided</div>}
      </NumberCell>
      <NumberCell>{person.skips}</NumberCell>
      <NumberCell>{duration(person.active_seconds)}</NumberCell>
      <LineCell>{person.last_submitted_at === null ? "–" : ago(person.last_submitted_at)}</LineCell>
    </Table.Tr>
  );
}
