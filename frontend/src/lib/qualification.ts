/** Where somebody stands with a project's qualification; the queue asks too. */
import { queryOptions } from "@tanstack/react-query";

import type { QualificationStanding } from "./api-types";
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

/** Whether there is something to pass, and it is not passed yet. */
export function isToPass(standing: QualificationStanding): boolean {
  return (standing.qualification?.parts.length ?? 0) > 0 && !standing.qualified;
}
