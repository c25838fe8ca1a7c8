/** What a new project needs before anybody can work; gone once it is done. */
import { useQuery } from "@tanstack/react-query";

import { Panel } from "@/components/Panel";
import { AnchorLink } from "@/components/links";
import layout from "@/components/stack.module.css";
import type { Overview } from "@/lib/api-types";
import { roleIn, useMe } from "@/lib/me";

import { setUpQuery } from "../api";
import { TEXT } from "../strings";
import classes from "./FirstSteps.module.css";

interface FirstStepsProps {
  projectId: string;
  overview: Overview;
}

export function FirstSteps({ projectId, overview }: FirstStepsProps) {
  const isAdmin = roleIn(useMe(), projectId) === "admin";
  // Where somebody has judged already, nothing of it is missing: nothing is asked for.
  const isNew = isAdmin && overview.judgments.total === 0;
  const { data: setUp } = useQuery({ ...setUpQuery(projectId), enabled: isNew });
  if (!isNew || setUp === undefined) return null;
  const steps = [
    { done: setUp.hasRelease, to: "/projects/$projectId/releases", label: "Write the guidelines and publish a release" },
    { done: overview.tasks.length > 0, to: "/projects/$projectId/imports", label: "Import prompts, and let the import make tasks" },
    { done: setUp.hasPeople, to: "/projects/$projectId/members", label: "Invite labelers and reviewers" },
  ] as const;
  if (steps.every(({ done }) => done)) return null;
  return (
    <Panel title="First steps" hint={TEXT.firstStepsHint}>
      <ol className={classes.steps}>
        {steps.map(({ done, to, label }) => (
          <li key={to}>
            {done ? (
              <span className={layout.muted}>{label}: done</span>
            ) : (
              <AnchorLink size="sm" to={to} params={{ projectId }}>
                {label}
              </AnchorLink>
            )}
          </li>
        ))}
      </ol>
    </Panel>
  );
}
