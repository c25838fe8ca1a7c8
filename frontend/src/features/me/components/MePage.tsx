/** One's own page: work, hours, agreement, what was seen otherwise, and one's questions. */
import { Alert } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";

import { EmptyState } from "@/components/EmptyState";
import { ErrorState } from "@/components/ErrorState";
import { Page } from "@/components/Page";
import { PageHeader } from "@/components/PageHeader";
import { Panel } from "@/components/Panel";
import { ProjectSelect } from "@/components/ProjectSelect";
import { Stat, Stats } from "@/components/Stat";
import type { OwnStanding } from "@/lib/api-types";
import type { ChosenProject } from "@/lib/chosen-project";
import { KIND_NOUN } from "@/lib/kinds";

import { standingQuery } from "../api";
import { TEXT } from "../strings";
import { AgreementPanel } from "./AgreementPanel";
import { ContestedPanel } from "./ContestedPanel";
import { HoursPanel } from "./HoursPanel";
import { LanguagesPanel } from "./LanguagesPanel";
import classes from "./MePage.module.css";
import { QuestionsPanel } from "./QuestionsPanel";

export function MePage({ chosen, account }: { chosen: ChosenProject; account: ReactNode }) {
  const { projectId } = chosen;
  return (
    <Page>
      <PageHeader
        title="My work"
        description={TEXT.description}
        actions={<ProjectSelect {...chosen} />}
      />
      {projectId === null ? (
        <EmptyState symbol="＋" title="You are not in a project yet" />
      ) : (
        <Own key={projectId} projectId={projectId} />
      )}
      <div className={classes.account}>{account}</div>
    </Page>
  );
}

function Own({ projectId }: { projectId: string }) {
  const { data, error, refetch } = useQuery(standingQuery(projectId));
  if (error) return <ErrorState error={error} reset={() => void refetch()} />;
  return (
    <div className={classes.panels}>
      {data?.paused != null && (
        <Alert color="yellow" title={TEXT.paused}>
          {data.paused}
        </Alert>
      )}
      <Done standing={data} />
      <HoursPanel projectId={projectId} />
      {data !== undefined && <AgreementPanel agreement={data.agreement} />}
      <ContestedPanel projectId={projectId} />
      <QuestionsPanel projectId={projectId} />
      <LanguagesPanel />
      <WhoSees />
    </div>
  );
}

function WhoSees() {
  return (
    <Panel title={TEXT.who}>
      <ul className={classes.list}>
        {TEXT.whoSees.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </Panel>
  );
}

function Done({ standing }: { standing: OwnStanding | undefined }) {
  if (standing === undefined || standing.done.length === 0) return null;
  return (
    <Panel title="Work done" hint="First answers; edits are counted under Hours. Skipping is part of the work: no skip is held against you.">
      <Stats>
        {standing.done.map(({ kind, submitted, skipped }) => (
          <Stat
            key={kind}
            label={KIND_NOUN[kind]}
            value={submitted.toLocaleString("en")}
            note={skipped > 0 ? `${skipped.toLocaleString("en")} skipped or given back` : "none skipped"}
          />
        ))}
      </Stats>
    </Panel>
  );
}
