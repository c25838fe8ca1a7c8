/** One person: quality week by week, what they may do, pausing them, voiding their judgments. */
import { Alert, Badge, Button, Group, Skeleton } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";

import { ErrorState } from "@/components/ErrorState";
import { PageHeader } from "@/components/PageHeader";
import { ReasonDialog } from "@/components/ReasonDialog";
import { Stat, Stats } from "@/components/Stat";
import { AnchorLink, ButtonLink } from "@/components/links";
import layout from "@/components/stack.module.css";
import { useAction } from "@/lib/actions";
import type { PersonDetail } from "@/lib/api-types";
import { ago, basisOf, count, date, duration, percent } from "@/lib/format";

import { pausePerson, personQuery, resumePerson } from "../people";
import { besides, PEOPLE, reviewedCount } from "../strings";
import { AttemptsPanel } from "./AttemptsPanel";
import { KindsPanel } from "./KindsPanel";
import { PausesPanel } from "./PausesPanel";
import { PersonVoid } from "./PersonVoid";
import { WeeksPanel } from "./WeeksPanel";

interface PersonPageProps {
  projectId: string;
  personId: string;
}

export function PersonPage({ projectId, personId }: PersonPageProps) {
  const { data: person, error, refetch } = useQuery(personQuery(projectId, personId));
  if (error !== null) return <ErrorState error={error} reset={() => void refetch()} />;
  if (person === undefined) return <Skeleton h={260} radius="lg" role="status" aria-label="Loading" />;
  return (
    <>
      <PageHeader
        title={
          <>
            {person.user.name}{" "}
            <Badge variant="light" color="gray" tt="none">
              {person.role}
            </Badge>
          </>
        }
        description={
          <AnchorLink size="sm" to="/projects/$projectId/people" params={{ projectId }}>
            ← People
          </AnchorLink>
        }
        actions={<Actions projectId={projectId} person={person} />}
      />
      <div className={layout.stack}>
        {person.paused !== null && (
          <Alert color="orange" variant="light" styles={{ title: { color: "var(--ts-ink)" } }} title={`Paused ${ago(person.paused.at)}`}>
            {person.paused.reason}
          </Alert>
        )}
        {person.stopped_by !== null && <p className={layout.muted}>{PEOPLE.stopped[person.stopped_by]}</p>}
        <Figures person={person} />
        <WeeksPanel weeks={person.weeks} />
        <KindsPanel projectId={projectId} person={person} />
        {person.attempts.length > 0 && <AttemptsPanel attempts={person.attempts} />}
        {person.pauses.length > 0 && <PausesPanel pauses={person.pauses} />}
      </div>
    </>
  );
}

function Figures({ person }: { person: PersonDetail }) {
  const { agreement, gold, reviewers, reviewed } = person;
  const read = reviewedCount(reviewed);
  return (
    <Stats>
      <Stat
        label="Agreement with others"
        value={percent(agreement.value)}
        note={basisOf(agreement)}
      />
      {gold.n > 0 && (
        <Stat label="Agreement with gold" value={percent(gold.value)} note={basisOf(gold)} />
      )}
      {reviewers.n > 0 && (
        <Stat
          label="Agreement with reviewers"
          value={percent(reviewers.value)}
          note={`${basisOf(reviewers)}; settled tasks are contested ones`}
        />
      )}
      {read > 0 && (
        <Stat label="Demonstrations approved" value={`${String(reviewed.approved)} of ${String(read)} read`} note={besides(reviewed)} />
      )}
      <Stat label="Judgments" value={person.judgments.toLocaleString("en")} note={person.voided > 0 ? `${String(person.voided)} voided` : `since ${date(person.joined_at)}`} />
      <Stat label="Active time" value={duration(person.active_seconds)} />
      <Stat label="Skips" value={person.skips} note="Skipping is never held against anybody" />
    </Stats>
  );
}

function Actions({ projectId, person }: { projectId: string; person: PersonDetail }) {
  const [asking, ask] = useDisclosure(false);
  const changes = [["person", projectId, person.user.id], ["people", projectId]];
  const pause = useAction({
    run: (reason: string) => pausePerson(projectId, person.user.id, reason),
    changes,
    said: PEOPLE.paused,
    onDone: ask.close,
    quiet: true,
  });
  const resume = useAction({
    run: () => resumePerson(projectId, person.user.id),
    changes,
    said: PEOPLE.resumed,
  });
  return (
    <Group gap="xs">
      {person.judgments > 0 && (
        <ButtonLink variant="default" to="/projects/$projectId/judgments" params={{ projectId }} search={{ labeler: person.user.id }}>
          Read judgments
        </ButtonLink>
      )}
      {person.judgments > 0 && <PersonVoid projectId={projectId} person={person} />}
      {person.may_decide && person.paused === null && (
        <Button variant="default" onClick={ask.open}>
          Pause
        </Button>
      )}
      {person.may_decide && person.paused !== null && (
        <Button loading={resume.isPending} onClick={() => { resume.mutate(undefined); }}>
          Resume
        </Button>
      )}
      <ReasonDialog
        title={`Pause ${person.user.name}`}
        verb="Pause"
        hint={PEOPLE.pauseHint}
        opened={asking}
        busy={pause.isPending}
        error={pause.error}
        onClose={ask.close}
        onReason={(reason) => { pause.mutate(reason); }}
      >
        {count(person.judgments, "judgment")} stay as they are.
      </ReasonDialog>
    </Group>
  );
}
