/** The calls of those who write the guidelines. */
import { queryOptions } from "@tanstack/react-query";

import type { GuidelineDetail, GuidelineItem, GuidelinePublish } from "@/lib/api-types";
import { api, unwrap } from "@/lib/client";
import { listQuery } from "@/lib/lists";

const of = (projectId: string) => ({ path: { project_id: projectId } });

export const releasesQuery = (projectId: string) =>
  listQuery<GuidelineItem>(["guidelines", projectId, "releases"], (query) =>
    unwrap(
      api.GET("/api/projects/{project_id}/guidelines", { params: { ...of(projectId), query } }),
    ),
  );

export const releaseQuery = (id: string) =>
  queryOptions({
    queryKey: ["guideline", id],
    // A release never changes.
    staleTime: Infinity,
    queryFn: (): Promise<GuidelineDetail> =>
      unwrap(api.GET("/api/guidelines/{guideline_id}", { params: { path: { guideline_id: id } } })),
  });

export function publish(projectId: string, body: GuidelinePublish) {
  return unwrap(api.POST("/api/projects/{project_id}/guidelines", { params: of(projectId), body }));
}
