import { Paper } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";

import { Page } from "@/components/Page";
import { PageHeader } from "@/components/PageHeader";
import { StartWork } from "@/components/StartWork";
import { ButtonLink } from "@/components/links";
import type { QualificationAttempt, QualificationStanding } from "@/lib/api-types";
import { dateTime } from "@/lib/format";
import { standingQuery } from "@/lib/qualification";

import { OUTCOME } from "../strings";
import classes from "./AttemptResult.module.css";
import { PartFigures } from "./PartFigures";

/** What an attempt came to, part by part, and what may be done next. */
export function AttemptResult({ attempt }: { attempt: QualificationAttempt }) {
  const projectId = attempt.project.id;
  const { data: standing } = useQuery(standingQuery(projectId));
  // A reviewer's last score or an admin may have decided since the attempt was loaded.
  const now = standing?.attempts.find(({ id }) => id === attempt.id) ?? attempt;
  const outcome = now.outcome ?? "waiting";
  return (
    <Page width="narrow">
      <PageHeader
        title={OUTCOME[outcome].title}
        description={`${attempt.project.name} · handed in ${dateTime(attempt.submitted_at ?? attempt.started_at)}`}
      />
      <Paper className={classes.word} withBorder radius="lg" data-outcome={outcome}>
        <p>{OUTCOME[outcome].text}</p>
        <Onward outcome={outcome} projectId={projectId} standing={standing} />
      </Paper>
      <PartFigures figures={now.figures} decided={outcome !== "waiting"} />
    </Page>
  );
}

interface OnwardProps {
  outcome: "waiting" | "passed" | "failed";
  projectId: string;
  standing: QualificationStanding | undefined;
}

function Onward({ outcome, projectId, standing }: OnwardProps) {
  const params = { projectId };
  if (outcome === "passed") {
    const opened = standing?.qualification?.grants.map(({ kind }) => kind);
    return <StartWork projectId={projectId} opened={opened ?? []} />;
  }
  const practice = (standing?.practice ?? []).some(({ items }) => items > 0);
  return (
    <div className={classes.buttons}>
      {practice && (
        <ButtonLink to="/projects/$projectId/practice" params={params}>
          Practise
        </ButtonLink>
      )}
      <ButtonLink to="/projects/$projectId/qualification" params={params} variant="default">
        To the qualification
      </ButtonLink>
    </div>
  );
}
