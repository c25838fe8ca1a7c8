/** The current guidelines of a project, and the confirmation that work waits for. */
import { Alert, Badge, Button, Checkbox, Group, Paper } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";

import { EmptyState } from "@/components/EmptyState";
import { ErrorState } from "@/components/ErrorState";
import { Page } from "@/components/Page";
import { PageHeader } from "@/components/PageHeader";
import { PageLoader } from "@/components/PageLoader";
import { ButtonLink } from "@/components/links";
import { Markdown } from "@/components/markdown/Markdown";
import type { CurrentGuideline, GuidelineRelease, TaskKind } from "@/lib/api-types";
import { messageOf } from "@/lib/errors";
import { date } from "@/lib/format";
import { useMe } from "@/lib/me";

import { acknowledgeGuideline, currentGuidelineQuery } from "../api";
import { TEXT } from "../strings";
import classes from "./GuidelinesPage.module.css";

interface GuidelinesPageProps {
  projectId: string;
  kind: TaskKind | undefined;
  /** Work was asked for: go on to it after the confirmation. */
  goOn: boolean;
}

export function GuidelinesPage({ projectId, kind, goOn }: GuidelinesPageProps) {
  const me = useMe();
  const { data, error, refetch } = useQuery(currentGuidelineQuery(projectId));
  const project = me.memberships.find((item) => item.project.id === projectId)?.project;
  if (error) return <ErrorState error={error} reset={() => void refetch()} />;
  if (data === undefined) return <PageLoader />;
  if (data.release === null) {
    return (
      <EmptyState symbol="§" title={TEXT.none}>
        {TEXT.noneHint}
      </EmptyState>
    );
  }
  return (
    <Page width="narrow">
      <PageHeader title={TEXT.title} description={<About project={project?.name} release={data.release} />} />
      {data.must_acknowledge && (
        <Alert mb="md" variant="light" color="accent">
          {TEXT.mustRead}
        </Alert>
      )}
      <Paper className={classes.body} withBorder radius="lg">
        <Markdown text={data.release.body_markdown} headings="document" />
      </Paper>
      <Confirmation {...{ projectId, kind, goOn, data }} release={data.release} />
    </Page>
  );
}

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

interface ConfirmationProps extends GuidelinesPageProps {
  data: CurrentGuideline;
  release: GuidelineRelease;
}

function Confirmation({ projectId, kind, goOn, data, release }: ConfirmationProps) {
  const [read, setRead] = useState(false);
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const search = kind === undefined ? {} : { kind };
  const acknowledge = useMutation({
    mutationFn: () => acknowledgeGuideline(release.id),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: currentGuidelineQuery(projectId).queryKey });
      await queryClient.invalidateQueries({ queryKey: ["queue", projectId] });
      if (goOn) await navigate({ to: "/work/$projectId", params: { projectId }, search });
      else await navigate({ to: "/" });
    },
  });
  if (!data.must_acknowledge) {
    return (
      <div className={classes.foot}>
        {data.acknowledged && <span className={classes.done}>✓ {TEXT.acknowledged}</span>}
        <ButtonLink to="/work/$projectId" params={{ projectId }} search={search}>
          {TEXT.start}
        </ButtonLink>
      </div>
    );
  }
  return (
    <div className={classes.foot}>
      <Checkbox
        label={TEXT.confirm}
        checked={read}
        onChange={(event) => {
          setRead(event.currentTarget.checked);
        }}
      />
      <Button
        disabled={!read}
        loading={acknowledge.isPending}
        onClick={() => {
          acknowledge.mutate();
        }}
      >
        {TEXT.acknowledge}
      </Button>
      {acknowledge.error !== null && (
        <Alert color="red" variant="light" w="100%">
          {messageOf(acknowledge.error)}
        </Alert>
      )}
    </div>
  );
}
