/** Where a labeler's day starts: what waits in each project, and what was done today. */
import { Badge, Button, Paper, Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";

import { EmptyState } from "@/components/EmptyState";
import { ErrorState } from "@/components/ErrorState";
import { GetQualified } from "@/components/GetQualified";
import { Page } from "@/components/Page";
import { PageHeader } from "@/components/PageHeader";
import { TimeCounts } from "@/components/TimeCounts";
import { AnchorLink, ButtonLink } from "@/components/links";
import type { Membership, Queue } from "@/lib/api-types";
import { count, duration } from "@/lib/format";
import { useMe } from "@/lib/me";

import { queueQuery } from "../../api";
import { NEWCOMER } from "../strings";
import { News } from "./News";
import { OutboxPanel } from "./OutboxPanel";
import classes from "./QueuePage.module.css";
import { GivenBack, HeldRow, KindRow } from "./QueueRows";
import { TopicsDialog } from "./TopicsDialog";
import { Waits } from "./Waits";

export function QueuePage() {
  const me = useMe();
  const memberships = me.memberships.filter((item) => item.is_active);
  const greeting = me.name === "" ? "Your work" : `Hello, ${me.name.split(" ")[0] ?? me.name}`;
  return (
    <Page>
      <PageHeader title={greeting} description="Your tasks, project by project." />
      <OutboxPanel />
      {memberships.length === 0 && (
        <EmptyState symbol="＋" title="You are not in a project yet">
          An admin has to invite you. The link in the invitation brings you straight in.
        </EmptyState>
      )}
      <div className={classes.projects}>
        {memberships.map((membership) => (
          <ProjectQueue key={membership.project.id} membership={membership} />
        ))}
      </div>
    </Page>
  );
}

function ProjectQueue({ membership }: { membership: Membership }) {
  const { project } = membership;
  const { data, error, refetch } = useQuery(queueQuery(project.id));
  return (
    <Paper component="section" className={classes.project} withBorder radius="lg">
      <div className={classes.head}>
        <h2 className={classes.name}>{project.name}</h2>
        {membership.role !== "labeler" && (
          <Badge variant="light" size="sm">
            {membership.role}
          </Badge>
        )}
        <span className={classes.spacer} />
        {data !== undefined && <Today queue={data} />}
        {membership.role !== "labeler" && (
          <ButtonLink
            to="/projects/$projectId"
            params={{ projectId: project.id }}
            variant="default"
            size="compact-sm"
          >
            Overview
          </ButtonLink>
        )}
        <ButtonLink
          to="/projects/$projectId/guidelines"
          params={{ projectId: project.id }}
          variant="default"
          size="compact-sm"
        >
          Guidelines
        </ButtonLink>
        <TopicsButton projectId={project.id} />
      </div>
      {error !== null && <ErrorState error={error} reset={() => void refetch()} />}
      {membership.role !== "labeler" && <Waits projectId={project.id} />}
      <News projectId={project.id} />
      {error === null && data === undefined && <Skeleton h={76} radius="md" />}
      {data !== undefined && <QueueBody projectId={project.id} queue={data} role={membership.role} />}
      {data !== undefined && <Pay about={data.about_pay} />}
    </Paper>
  );
}

function Pay({ about }: { about: string }) {
  return (
    <div className={classes.pay}>
      {about !== "" && (
        <p dir="auto">
          <b>About pay.</b> {about}
        </p>
      )}
      <TimeCounts />
    </div>
  );
}

function TopicsButton({ projectId }: { projectId: string }) {
  const [opened, setOpened] = useState(false);
  const close = () => {
    setOpened(false);
  };
  return (
    <>
      <Button
        variant="default"
        size="compact-sm"
        onClick={() => {
          setOpened(true);
        }}
      >
        Leave out topics
      </Button>
      <TopicsDialog projectId={projectId} opened={opened} onClose={close} />
    </>
  );
}

function Today({ queue }: { queue: Queue }) {
  const { submitted, revised, active_seconds: active } = queue.today;
  if (submitted + revised + active === 0) return null;
  return (
    <span className={classes.today}>
      Today: <b>{count(submitted, "task")}</b>
      {revised > 0 && `, ${count(revised, "edit")}`}, {duration(active)} active
    </span>
  );
}

interface QueueBodyProps {
  projectId: string;
  queue: Queue;
  role: Membership["role"];
}

function QueueBody({ projectId, queue, role }: QueueBodyProps) {
  const [hasGivenBack, setGivenBack] = useState(false);
  if (queue.paused !== null) {
    return (
      <div className={classes.notice}>
        <p dir="auto">
          <b>You get no new tasks for now.</b> {queue.paused}
        </p>
        <ButtonLink to="/projects/$projectId/questions" params={{ projectId }} variant="default">
          Ask about it
        </ButtonLink>
      </div>
    );
  }
  if (queue.must_acknowledge || queue.must_pass_quiz) {
    // Nobody asked whoever runs the project to label: a line tells how, and no more.
    if (role !== "labeler" && isNew(queue)) return <LabelToo projectId={projectId} queue={queue} />;
    return (
      <div className={classes.notice}>
        <p>
          {queue.must_acknowledge
            ? invitation(queue)
            : "You have read the guidelines. Pass their short quiz, then the work is yours."}
        </p>
        <ButtonLink
          to="/projects/$projectId/guidelines"
          params={{ projectId }}
          search={{ work: true }}
        >
          {queue.must_acknowledge ? "Read the guidelines" : "Take the quiz"}
        </ButtonLink>
      </div>
    );
  }
  const held = queue.held.filter(({ opened }) => opened);
  const open = queue.kinds.filter(({ available, done_by_me: done }) => available + done > 0);
  if (held.length === 0 && open.length === 0) {
    return (
      <>
        {hasGivenBack && <GivenBack projectId={projectId} />}
        <GetQualified
          projectId={projectId}
          otherwise={
            <p className={classes.empty}>
              <b>{role === "labeler" ? "Nothing to do right now." : "Nothing to label right now."}</b> New tasks appear here as they come in.
            </p>
          }
        />
      </>
    );
  }
  return (
    <>
      {hasGivenBack && <GivenBack projectId={projectId} />}
      <ul className={classes.kinds}>
        {held.map((item) => (
          <HeldRow
            key={item.assignment_id}
            projectId={projectId}
            item={item}
            onGivenBack={() => {
              setGivenBack(true);
            }}
          />
        ))}
        {open.map((item) => (
          <KindRow key={item.kind} projectId={projectId} item={item} />
        ))}
      </ul>
      <GetQualified projectId={projectId} />
    </>
  );
}

function LabelToo({ projectId, queue }: { projectId: string; queue: Queue }) {
  return (
    <p className={classes.empty}>
      To label here too,{" "}
      <AnchorLink to="/projects/$projectId/guidelines" params={{ projectId }} search={{ work: true }}>
        {queue.must_acknowledge ? "read the guidelines and confirm them" : "take the guidelines’ quiz"}
      </AnchorLink>{" "}
      first.
    </p>
  );
}

function isNew({ kinds }: Queue): boolean {
  return kinds.every(({ done_by_me: done }) => done === 0);
}

/** A newcomer has no older guidelines that these could be newer than. */
function invitation(queue: Queue): string {
  const [quiz, work] = isNew(queue) ? [NEWCOMER.quiz, NEWCOMER.work] : [NEWCOMER.newQuiz, NEWCOMER.newWork];
  return queue.quiz_follows ? quiz : work;
}
