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
import { PEOPLE, reviewedCount } from "../strings";
import { FigureCell } from "./FigureCell";
import classes from "./PeoplePage.module.css";
import { RelabelPanel } from "./RelabelPanel";
import { ReviewedCell } from "./ReviewedCell";
import { VoidsPanel } from "./VoidsPanel";

const REST = ["#Judgments", "#Skips", "#Active", "Last"];

/** What stands there only where it says something of anybody. */
interface Shown {
  gold: boolean;
  reviewed: boolean;
}

function headOf({ gold, reviewed }: Shown): string[] {
  return ["Person", "Agreement with others", ...(gold ? ["With gold"] : []), ...(reviewed ? ["Demonstrations"] : []), ...REST];
}

function shownOf(items: readonly Person[]): Shown {
  return {
    gold: items.some(({ gold }) => gold.n > 0),
    reviewed: items.some(({ reviewed }) => reviewedCount(reviewed) > 0),
  };
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
              <DataTable label="People" framed stacks head={headOf(shownOf(items))}>
                {items.map((person) => (
                  <Row key={person.user.id} projectId={projectId} person={person} shown={shownOf(items)} />
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
  shown: Shown;
}

function Row({ projectId, person, shown }: RowProps) {
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
        <div className={layout.muted}>
          {role}
          {isActive && person.stopped_by !== null && `, ${PEOPLE.stoppedShort[person.stopped_by]}`}
        </div>
      </Table.Td>
      <FigureCell label={`Agreement of ${user.name}`} figure={agreement} />
      {shown.gold && <FigureCell label={`Agreement of ${user.name} with gold`} figure={gold} />}
      {shown.reviewed && <ReviewedCell reviewed={person.reviewed} />}
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
