/** The way to the qualification, for whoever finds no work because they have not passed it yet. */
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";

import { isToPass, standingQuery } from "@/lib/qualification";

import classes from "./GetQualified.module.css";
import { ButtonLink } from "./links";

/** Whether a qualification stands before somebody; undefined until it is known. */
export function useToQualify(projectId: string): boolean | undefined {
  const { data, error } = useQuery(standingQuery(projectId));
  if (error !== null) return false;
  return data === undefined ? undefined : isToPass(data);
}

interface GetQualifiedProps {
  projectId: string;
  /** What stands there where nothing is to be passed. */
  otherwise?: ReactNode;
}

export function GetQualified({ projectId, otherwise = null }: GetQualifiedProps) {
  const { data } = useQuery(standingQuery(projectId));
  if (data === undefined || !isToPass(data)) return otherwise;
  const open = data.attempts.some(({ submitted_at: at }) => at === null);
  const waits = data.blocked === "waits_for_scores";
  return (
    <div className={classes.notice}>
      <p>
        <b>{waits ? "Your qualification is being looked at." : "One step before the first task."}</b>{" "}
        {waits
          ? "Reviewers are scoring what you wrote; the work opens here by itself."
          : "This project asks newcomers to qualify. You can practise first, as long as you like."}
      </p>
      <ButtonLink to="/projects/$projectId/qualification" params={{ projectId }}>
        {waits ? "See how it stands" : open ? "Go on with it" : "Get qualified"}
      </ButtonLink>
    </div>
  );
}
