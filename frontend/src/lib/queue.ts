/** A labeler's queue: what waits of each kind, what is held, and today's work. */
import { queryOptions } from "@tanstack/react-query";

import type { Queue } from "./api-types";
import { api, unwrap } from "./client";
import { zoneHere } from "./format";

export const queueQuery = (projectId: string) =>
  queryOptions({
    queryKey: ["queue", projectId],
    queryFn: (): Promise<Queue> =>
      unwrap(
        api.GET("/api/projects/{project_id}/queue", {
          params: { path: { project_id: projectId }, query: { zone: zoneHere() } },
        }),
      ),
  });
