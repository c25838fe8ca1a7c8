import { queryOptions } from "@tanstack/react-query";

import type { CurrentGuideline } from "@/lib/api-types";
import { api, unwrap } from "@/lib/client";

export const currentGuidelineQuery = (projectId: string) =>
  queryOptions({
    queryKey: ["guidelines", projectId, "current"],
    queryFn: (): Promise<CurrentGuideline> =>
      unwrap(
        api.GET("/api/projects/{project_id}/guidelines/current", {
          params: { path: { project_id: projectId } },
        }),
      ),
  });

export function acknowledgeGuideline(id: string): Promise<{ acknowledged_at: string }> {
  return unwrap(
    api.POST("/api/guidelines/{guideline_id}/acknowledge", {
      params: { path: { guideline_id: id } },
    }),
  );
}
