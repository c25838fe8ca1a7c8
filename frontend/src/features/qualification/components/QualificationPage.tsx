/** What a newcomer passes before the first task: the parts, the rules, practice, the attempts. */
import { Alert, Button, Table } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";

import { DataTable, LineCell } from "@/components/DataTable";
import { EmptyState } from "@/components/EmptyState";
import { ErrorState } from "@/components/ErrorState";
import { Page } from "@/components/Page";
import { PageHeader } from "@/components/PageHeader";
import { PageLoader } from "@/components/PageLoader";
import { Panel } from "@/components/Panel";
import { StartWork } from "@/components/StartWork";
import { StateBadge } from "@/components/StateBadge";
import { ButtonLink } from "@/components/links";
import { Markdown } from "@/components/markdown/Markdown";
import layout from "@/components/stack.module.css";
import { useAction } from "@/lib/actions";
import type { AttemptSummary, Qualification, QualificationStanding } from "@/lib/api-types";
import { count, dateTime } from "@/lib/format";
import { KIND_NOUN } from "@/lib/kinds";
import { standingQuery } from "@/lib/qualification";

import { attemptQuery, startAttempt } from "../api";
import { BLOCKED, PART, PART_HINT, TEXT } from "../strings";
import { written } from "./PartFigures";
import classes from "./QualificationPage.module.css";

export function QualificationPage({ projectId }: { projectId: string }) {
  const { data, error, refetch } = useQuery(standingQuery(projectId));
  if (data === undefined && error !== null) {
    return <ErrorState error={error} reset={() => void refetch()} />;
  }
  if (data === undefined) return <PageLoader />;
  const { qualification } = data;
  if (qualification === null || qualification.parts.length === 0) {
    return (
      <EmptyState symbol="✓" title={TEXT.none} actions={<ButtonLink to="/">To the queue</ButtonLink>}>
        {TEXT.noneHint}
      </EmptyState>
    );
  }
  return (
    <Page width="narrow">
      <PageHeader title={TEXT.title} description={TEXT.description} />
      <div className={layout.stack}>
        <Next projectId={projectId} standing={data} />
        {qualification.introduction_markdown !== "" && (
          <Panel title="About it">
            <Markdown text={qualification.introduction_markdown} />
          </Panel>
        )}
        <Parts qualification={qualification} />
        <Practice projectId={projectId} standing={data} />
        {data.attempts.length > 0 && <Attempts attempts={data.attempts} />}
      </div>
    </Page>
  );
}

interface NextProps {
  projectId: string;
  standing: QualificationStanding;
}

/** The one thing to do now. */
function Next({ projectId, standing }: NextProps) {
  const start = useStart(projectId);
  const open = standing.attempts.find(({ submitted_at: at }) => at === null);
  const { blocked } = standing;
  if (standing.must_acknowledge && !standing.qualified) {
    return (
      <Step text={TEXT.guidelines}>
        <ButtonLink to="/projects/$projectId/guidelines" params={{ projectId }}>
          Read the guidelines
        </ButtonLink>
      </Step>
    );
  }
  if (open !== undefined) {
    return (
      <Step text={`You have started. ${TEXT.leave}`}>
        <ButtonLink to="/attempts/$attemptId" params={{ attemptId: open.id }}>
          Go on
        </ButtonLink>
      </Step>
    );
  }
  if (blocked !== null) {
    const at = standing.available_at;
    return (
      <Step text={`${BLOCKED[blocked]}${at === null ? "" : ` ${dateTime(at)}.`}`}>
        {blocked === "already_qualified" && (
          <StartWork projectId={projectId} opened={standing.qualification?.grants.map(({ kind }) => kind) ?? []} />
        )}
      </Step>
    );
  }
  return (
    <Step text={TEXT.leave}>
      <Button
        loading={start.isPending}
        onClick={() => {
          start.mutate(undefined);
        }}
      >
        Start
      </Button>
    </Step>
  );
}

function useStart(projectId: string) {
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  return useAction({
    run: () => startAttempt(projectId),
    changes: [["qualification", projectId]],
    onDone: (attempt) => {
      queryClient.setQueryData(attemptQuery(attempt.id).queryKey, attempt);
      void navigate({ to: "/attempts/$attemptId", params: { attemptId: attempt.id } });
    },
  });
}

function Step({ text, children }: { text: string; children: React.ReactNode }) {
  return (
    <Alert variant="light" color="accent" classNames={{ message: classes.step ?? "" }}>
      <span className={classes.stepText}>{text}</span>
      {children}
    </Alert>
  );
}

function Parts({ qualification }: { qualification: Qualification }) {
  const { parts, max_attempts: attempts, wait_days: days, grants } = qualification;
  const kinds = [...new Set(grants.map(({ kind }) => KIND_NOUN[kind]))];
  return (
    <Panel title="What it takes">
      <ol className={classes.parts}>
        {parts.map(({ kind, items, cutoff }) => (
          <li key={kind} className={classes.part}>
            <div className={classes.partHead}>
              <b>{PART[kind]}</b>
              <span>{kind === "self_assessment" ? "1 questionnaire" : count(items, "item")}</span>
            </div>
            <p>{PART_HINT[kind]}</p>
            <p className={classes.cutoff}>
              {cutoff === null ? "Recorded; nobody fails by it." : `At least ${written(kind, cutoff)}.`}
            </p>
          </li>
        ))}
      </ol>
      <p className={layout.muted}>
        {attempts === 0 ? "You may try as often as you like" : `You have ${count(attempts, "attempt")}`}
        {attempts !== 1 && days > 0 && `, with ${count(days, "day")} between two`}.
        {kinds.length > 0 && ` Passing opens: ${kinds.join(", ")}.`}
      </p>
    </Panel>
  );
}

function Practice({ projectId, standing }: NextProps) {
  const items = standing.practice.reduce((sum, one) => sum + one.items, 0);
  if (items === 0) return null;
  return (
    <Panel
      title={TEXT.practice}
      hint={standing.practice
        .filter((one) => one.items > 0)
        .map((one) => `${PART[one.kind]}: ${String(one.items)}`)
        .join(" · ")}
      actions={
        <ButtonLink to="/projects/$projectId/practice" params={{ projectId }} variant="default">
          Practise
        </ButtonLink>
      }
    >
      <p className={layout.muted}>{TEXT.practiceHint}</p>
    </Panel>
  );
}

function Attempts({ attempts }: { attempts: readonly AttemptSummary[] }) {
  return (
    <Panel title="Your attempts" flush>
      <DataTable label="Your attempts" head={["Started", "State", "Figures", "!Open"]}>
        {attempts.map(({ id, started_at: at, outcome, figures }) => (
          <Table.Tr key={id}>
            <LineCell>{dateTime(at)}</LineCell>
            <LineCell>
              <StateBadge state={toneOf(outcome)} label={outcome ?? "open"} />
            </LineCell>
            <Table.Td>
              {figures.map(({ kind, value }) => `${PART[kind]} ${written(kind, value)}`).join(" · ")}
            </Table.Td>
            <Table.Td align="right">
              <ButtonLink to="/attempts/$attemptId" params={{ attemptId: id }} variant="default" size="compact-sm">
                {outcome === null ? "Go on" : "See"}
              </ButtonLink>
            </Table.Td>
          </Table.Tr>
        ))}
      </DataTable>
    </Panel>
  );
}

/** In the words of the app's other states, so that it has their colour. */
export function toneOf(outcome: AttemptSummary["outcome"]): string {
  if (outcome === "passed") return "done";
  return outcome === "waiting" ? "ask" : "idle";
}
