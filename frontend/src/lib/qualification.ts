/** Where somebody stands with a project's qualification; the queue asks too. */
import { queryOptions } from "@tanstack/react-query";

import type { QualificationStanding, TaskKind } from "./api-types";
import { api, unwrap } from "./client";

export const standingQuery = (projectId: string) =>
  queryOptions({
    queryKey: ["qualification", projectId, "standing"],
    queryFn: (): Promise<QualificationStanding> =>
      unwrap(
        api.GET("/api/projects/{project_id}/qualification", {
          params: { path: { project_id: projectId } },
        }),
      ),
  });

/** Whether something is to be passed that opens work which is not open yet. */
export function isToPass(standing: QualificationStanding, eligible: readonly TaskKind[]): boolean {
  const { qualification, qualified } = standing;
  if (qualification === null || qualification.parts.length === 0 || qualified) return false;
  return qualification.grants.some(({ kind }) => !eligible.includes(kind));
}
