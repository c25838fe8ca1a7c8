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

/** What became of it by now: what went back may have come again. */
export function whatOf({ what, open, revision_waits }: Contested): string {
  if (what !== "returned" || open) return WHAT[what];
  return revision_waits ? "Returned; your revision waits for the reviewer" : "Returned; you revised it";
}

export const WHAT = {
  settled: "Settled differently",
  returned: "Returned to you",
  edited: "Edited by a reviewer",
} as const;
