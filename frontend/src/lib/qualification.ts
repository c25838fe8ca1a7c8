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

/** Whether something is to be passed that opens work which is not open yet. */
export function isToPass({ qualified, opens }: QualificationStanding): boolean {
  return !qualified && opens.length > 0;
}
