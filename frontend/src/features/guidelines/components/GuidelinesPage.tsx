/** The release in force: what changed, its whole text, the confirmation and the quiz it asks for. */
import { Alert, Badge, Group, Paper, SegmentedControl } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";

import { EmptyState } from "@/components/EmptyState";
import { ErrorState } from "@/components/ErrorState";
import { Page } from "@/components/Page";
import { PageHeader } from "@/components/PageHeader";
import { PageLoader } from "@/components/PageLoader";
import { StartWork } from "@/components/StartWork";
import { ReleaseBody } from "@/components/guideline/ReleaseBody";
import { AnchorLink } from "@/components/links";
import type { CurrentGuideline, GuidelineRelease, TaskKind } from "@/lib/api-types";
import { date } from "@/lib/format";
import { questionsQuery } from "@/lib/guidelines";
import { useList } from "@/lib/lists";
import { useMe } from "@/lib/me";

import { currentGuidelineQuery } from "../api";
import { useReading } from "../hooks/useReading";
import { TEXT } from "../strings";
import { Confirmation } from "./Confirmation";
import classes from "./GuidelinesPage.module.css";
import { QuizPanel } from "./QuizPanel";
import { WhatChanged } from "./WhatChanged";

interface GuidelinesPageProps {
  projectId: string;
  kind: TaskKind | undefined;
  /** Work was asked for: go on to it after the confirmation. */
  goOn: boolean;
}

export function GuidelinesPage(props: GuidelinesPageProps) {
  const { projectId } = props;
  const { data, error, refetch } = useQuery(currentGuidelineQuery(projectId));
  if (error) return <ErrorState error={error} reset={() => void refetch()} />;
  if (data === undefined) return <PageLoader />;
  if (data.release === null) {
    return (
      <EmptyState symbol="§" title={TEXT.none}>
        {TEXT.noneHint}
      </EmptyState>
    );
  }
  // What is shown first depends on what there is to do; a new release starts over.
  const key = `${data.release.id}:${String(data.must_acknowledge)}:${String(data.must_pass_quiz)}`;
  return <Release key={key} {...props} data={data} release={data.release} />;
}

interface ReleaseProps extends GuidelinesPageProps {
  data: CurrentGuideline;
  release: GuidelineRelease;
}

type View = "quiz" | "changes" | "text";

function Release({ projectId, kind, goOn, data, release }: ReleaseProps) {
  const me = useMe();
  const project = me.memberships.find((item) => item.project.id === projectId)?.project;
  const known = knownBefore(data, release);
  const [view, setView] = useState<View>(
    data.must_pass_quiz ? "quiz" : data.must_acknowledge && known !== null ? "changes" : "text",
  );
  const text = useRef<HTMLDivElement>(null);
  const reading = useReading(text);
  // Whoever knows an older release is asked for what changed, not for all of it again.
  const asks = data.must_acknowledge && known === null;
  const views = [
    ...(data.must_pass_quiz ? [{ value: "quiz", label: "Quiz" }] : []),
    ...(known === null ? [] : [{ value: "changes", label: `What changed since ${known.number}` }]),
    { value: "text", label: "Whole text" },
  ];
  return (
    <Page width="narrow">
      <PageHeader
        title={TEXT.title}
        description={<About project={project?.name} release={release} />}
        actions={
          <AnchorLink to="/projects/$projectId/questions" params={{ projectId }} size="sm">
            Questions and answers
          </AnchorLink>
        }
      />
      {data.must_acknowledge && !(asks && reading.done) && (
        <Duty known={known !== null} quiz={release.quiz !== null && !data.quiz_passed} />
      )}
      {views.length > 1 && (
        <SegmentedControl
          className={classes.views}
          data={views}
          value={view}
          aria-label="What to read"
          onChange={(value) => {
            setView(value as View);
          }}
        />
      )}
      <div ref={text}>
        <Shown view={view} projectId={projectId} kind={kind} release={release} against={known?.id} />
      </div>
      {view !== "quiz" && !data.must_pass_quiz && (
        <Confirmation {...{ projectId, kind, goOn, data }} release={release} reading={asks ? reading : null} />
      )}
    </Page>
  );
}

/** The release they have confirmed before this one, if it is not this one. */
function knownBefore({ last_acknowledged: last }: CurrentGuideline, release: GuidelineRelease) {
  return last === null || last.id === release.id ? null : last;
}

function Duty({ known, quiz }: { known: boolean; quiz: boolean }) {
  const [then, thenQuiz] = known ? [TEXT.mustReadNew, TEXT.mustReadNewQuiz] : [TEXT.mustRead, TEXT.mustReadQuiz];
  return (
    <Alert mb="md" variant="light" color="accent">
      {quiz ? thenQuiz : then}
    </Alert>
  );
}

interface ShownProps {
  view: View;
  projectId: string;
  kind: TaskKind | undefined;
  release: GuidelineRelease;
  against: string | undefined;
}

function Shown({ view, projectId, kind, release, against }: ShownProps) {
  const queryClient = useQueryClient();
  const questions = useList(questionsQuery(projectId));
  if (view === "changes" && against !== undefined) return <WhatChanged id={release.id} against={against} />;
  if (view === "quiz") {
    const onPassed = () => {
      void queryClient.invalidateQueries({ queryKey: ["queue", projectId] });
      // The result stays on the page; whoever comes back finds the quiz passed.
      const { queryKey } = currentGuidelineQuery(projectId);
      void queryClient.invalidateQueries({ queryKey, refetchType: "none" });
    };
    const onward = <StartWork projectId={projectId} opened={kind === undefined ? [] : [kind]} />;
    return <QuizPanel guidelineId={release.id} onPassed={onPassed} onward={onward} />;
  }
  return (
    <Paper className={classes.body} withBorder radius="lg">
      <ReleaseBody release={release} questions={questions.items ?? NONE} />
    </Paper>
  );
}

const NONE = [] as const;

function About({ project, release }: { project: string | undefined; release: GuidelineRelease }) {
  return (
    <Group gap={8}>
      {project}
      <Badge variant="light" tt="none">
        Release {release.number}
      </Badge>
      published {date(release.published_at)}
      {release.note !== "" && <span className={classes.note}>“{release.note}”</span>}
    </Group>
  );
}
