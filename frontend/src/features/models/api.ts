/** Model versions: which there are, which serves, and how that came to be. */
import type { ModelVersion, Promotion } from "@/lib/api-types";
import { api, unwrap } from "@/lib/client";
import { listQuery } from "@/lib/lists";

const of = (projectId: string) => ({ path: { project_id: projectId } });

export const modelsQuery = (projectId: string) =>
  listQuery<ModelVersion>(
    ["models", projectId],
    (query) =>
      unwrap(api.GET("/api/projects/{project_id}/models", { params: { ...of(projectId), query } })),
    { every: 10_000 },
  );

export const promotionsQuery = (projectId: string) =>
  listQuery<Promotion>(
    ["promotions", projectId],
    (query) =>
      unwrap(
        api.GET("/api/projects/{project_id}/promotions", { params: { ...of(projectId), query } }),
      ),
    { every: 10_000 },
  );

export function promote(id: string, reason: string) {
  return unwrap(
    api.POST("/api/models/{model_id}/promote", {
      params: { path: { model_id: id } },
      body: { reason },
    }),
  );
}

export function rollBack(projectId: string, reason: string) {
  return unwrap(
    api.POST("/api/projects/{project_id}/rollback", { params: of(projectId), body: { reason } }),
  );
}
