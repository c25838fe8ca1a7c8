/** Own work that a reviewer saw otherwise: on one's own page, and where it is worked on again. */
import type { Contested } from "./api-types";
import { api, unwrap } from "./client";
import { listQuery } from "./lists";

/** Everything of a project, or what concerns one answer (and those it took the place of). */
export const contestedQuery = (projectId: string, judgmentId?: string) =>
  listQuery<Contested>(["own", projectId, "contested", judgmentId ?? "all"], (query) =>
    unwrap(
      api.GET("/api/projects/{project_id}/me/contested", {
        params: {
          path: { project_id: projectId },
          query: judgmentId === undefined ? query : { ...query, judgment_id: judgmentId },
        },
      }),
    ),
  );

export const WHAT = {
  settled: "Settled differently",
  returned: "Returned to you",
  edited: "Edited by a reviewer",
} as const;
