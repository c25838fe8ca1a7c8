import type { JudgmentReview, TaskKind } from "@/lib/api-types";
import { api, unwrap } from "@/lib/client";
import { listQuery } from "@/lib/lists";

/** What people submitted, newest first; of one kind and one person, or of all. */
export const judgmentsQuery = (projectId: string, kind: TaskKind | null, labeler: string | null) =>
  listQuery<JudgmentReview>(
    ["judgments", projectId, kind, labeler],
    (query) =>
      unwrap(
        api.GET("/api/projects/{project_id}/judgments", {
          params: {
            path: { project_id: projectId },
            query: { ...query, limit: 30, ...(kind === null ? {} : { kind }), ...(labeler === null ? {} : { labeler }) },
          },
        }),
      ),
    { every: 10_000 },
  );
