/** What waits for a reviewer of a project: on the home page, and beside the sections. */
import { queryOptions } from "@tanstack/react-query";

import type { Waiting } from "./api-types";
import { api, unwrap } from "./client";

/** Key of the counts; whatever takes something off a reviewer's lists names it as changed. */
export const waitingKey = (projectId: string) => ["waiting", projectId] as const;

export const waitingQuery = (projectId: string) =>
  queryOptions({
    queryKey: waitingKey(projectId),
    staleTime: 10_000,
    refetchInterval: 60_000,
    queryFn: (): Promise<Waiting> =>
      unwrap(api.GET("/api/projects/{project_id}/waiting", { params: { path: { project_id: projectId } } })),
  });
