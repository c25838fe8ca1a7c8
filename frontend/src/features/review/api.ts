/** Reviewing: what needs a look, one task with all its answers, demonstrations, gold. */
import { queryOptions } from "@tanstack/react-query";

import type {
  DemonstrationDecide,
  DemonstrationsWaiting,
  GoldItem,
  ReviewQueueItem,
  ReviewTask,
  TaskSettle,
} from "@/lib/api-types";
import { api, unwrap } from "@/lib/client";
import { listQuery } from "@/lib/lists";

const of = (projectId: string) => ({ path: { project_id: projectId } });
const task = (taskId: string) => ({ params: { path: { task_id: taskId } } });

export type QueueState = "open" | "settled";

/** Why a task stands in the queue; one alone may be asked for. */
export const CAUSES = ["disagreement", "ratings", "flags", "skips"] as const;
export type Cause = (typeof CAUSES)[number];

export const reviewQueueQuery = (projectId: string, state: QueueState, cause: Cause | null) =>
  listQuery<ReviewQueueItem>(["review-queue", projectId, state, cause], (query) =>
    unwrap(
      api.GET("/api/projects/{project_id}/review-queue", {
        params: { ...of(projectId), query: { ...query, limit: 30, state, ...(cause === null ? {} : { cause }) } },
      }),
    ),
  );

/** The most urgent task but this one; null where none needs a look. */
export const nextToReviewQuery = (projectId: string, taskId: string) =>
  queryOptions({
    queryKey: ["review-queue", projectId, "after", taskId],
    queryFn: async (): Promise<string | null> => {
      const { items } = await unwrap(
        api.GET("/api/projects/{project_id}/review-queue", {
          params: { ...of(projectId), query: { limit: 2, state: "open" } },
        }),
      );
      return items.find(({ task_id: id }) => id !== taskId)?.task_id ?? null;
    },
  });

export const reviewTaskQuery = (taskId: string) =>
  queryOptions({
    queryKey: ["review-task", taskId],
    queryFn: (): Promise<ReviewTask> => unwrap(api.GET("/api/tasks/{task_id}", task(taskId))),
  });

export function settleTask(taskId: string, body: TaskSettle) {
  return unwrap(api.POST("/api/tasks/{task_id}/settle", { ...task(taskId), body }));
}

export function raiseOverlap(taskId: string, overlap: number) {
  return unwrap(api.POST("/api/tasks/{task_id}/overlap", { ...task(taskId), body: { overlap } }));
}

export function withdrawTask(taskId: string) {
  return unwrap(api.POST("/api/tasks/{task_id}/withdraw", task(taskId)));
}

export function makeGold(taskId: string) {
  return unwrap(api.POST("/api/tasks/{task_id}/gold", { ...task(taskId), body: {} }));
}

export const goldQuery = (projectId: string, retired: boolean) =>
  listQuery<GoldItem>(["gold", projectId, retired], (query) =>
    unwrap(api.GET("/api/projects/{project_id}/gold", { params: { ...of(projectId), query: { ...query, retired } } })),
  );

export function retireGold(goldItemId: string) {
  return unwrap(
    api.POST("/api/gold/{gold_item_id}/retire", { params: { path: { gold_item_id: goldItemId } } }),
  );
}

export function restoreGold(goldItemId: string) {
  return unwrap(
    api.POST("/api/gold/{gold_item_id}/restore", { params: { path: { gold_item_id: goldItemId } } }),
  );
}

export const demonstrationsQuery = (projectId: string) =>
  queryOptions({
    queryKey: ["demonstration-reviews", projectId],
    // Reviewers work on it side by side: what another one decided is told soon.
    refetchInterval: 20_000,
    queryFn: (): Promise<DemonstrationsWaiting> =>
      unwrap(
        api.GET("/api/projects/{project_id}/demonstration-reviews", {
          params: { ...of(projectId), query: { limit: 20 } },
        }),
      ),
  });

export function decideDemonstration(judgmentId: string, body: DemonstrationDecide) {
  return unwrap(
    api.POST("/api/demonstrations/{demonstration_id}/decide", {
      params: { path: { demonstration_id: judgmentId } },
      body,
    }),
  );
}
