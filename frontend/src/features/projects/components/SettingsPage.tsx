/** A project's settings, its API keys, and the record of who changed what. */
import { useQuery } from "@tanstack/react-query";

import { ErrorState } from "@/components/ErrorState";
import { Lines } from "@/components/ListState";
import { PageHeader } from "@/components/PageHeader";
import { Panel } from "@/components/Panel";
import layout from "@/components/stack.module.css";
import { projectQuery } from "@/lib/project";

import { AuditPanel } from "./AuditPanel";
import { KeysPanel } from "./KeysPanel";
import { SettingsForm } from "./SettingsForm";

export function SettingsPage({ projectId }: { projectId: string }) {
  const { data, error, refetch } = useQuery(projectQuery(projectId));
  return (
    <>
      <PageHeader title="Settings" />
      <div className={layout.stack}>
        <Panel title="Project">
          {error !== null && data === undefined && (
            <ErrorState error={error} reset={() => void refetch()} />
          )}
          {error === null && data === undefined && <Lines count={5} />}
          {data !== undefined && <SettingsForm key={data.id} project={data} />}
        </Panel>
        <KeysPanel projectId={projectId} />
        <AuditPanel projectId={projectId} />
      </div>
    </>
  );
}
