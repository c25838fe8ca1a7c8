import type { JudgmentReview, TaskKind } from "@/lib/api-types";
import { api, unwrap } from "@/lib/client";
import { listQuery } from "@/lib/lists";

/** What people submitted, newest first; of one kind, or of all. */
export const judgmentsQuery = (projectId: string, kind: TaskKind | null) =>
  listQuery<JudgmentReview>(
    ["judgments", projectId, kind],
    (query) =>
      unwrap(
        api.GET("/api/projects/{project_id}/judgments", {
          params: {
            path: { project_id: projectId },
            query: { ...query, limit: 30, ...(kind === null ? {} : { kind }) },
          },
        }),
      ),
    { every: 10_000 },
  );
