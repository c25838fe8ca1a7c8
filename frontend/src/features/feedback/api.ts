import type { FeedbackRow } from "@/lib/api-types";
import { api, unwrap } from "@/lib/client";
import { listQuery } from "@/lib/lists";

/** What users of the chatbots said, newest first. */
export const feedbackQuery = (projectId: string) =>
  listQuery<FeedbackRow>(
    ["feedback", projectId],
    (query) =>
      unwrap(
        api.GET("/api/projects/{project_id}/feedback", {
          params: { path: { project_id: projectId }, query },
        }),
      ),
    { every: 10_000 },
  );
