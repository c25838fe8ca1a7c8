/** Dataset versions: the list, a new one, and where its files are downloaded from. */
import type { Dataset, DatasetRequest } from "@/lib/api-types";
import { api, unwrap } from "@/lib/client";
import { listQuery } from "@/lib/lists";

export const datasetsQuery = (projectId: string) =>
  listQuery<Dataset>(
    ["datasets", projectId],
    (query) =>
      unwrap(
        api.GET("/api/projects/{project_id}/datasets", {
          params: { path: { project_id: projectId }, query },
        }),
      ),
    { every: 4000 },
  );

export function createDataset(projectId: string, body: DatasetRequest) {
  return unwrap(
    api.POST("/api/projects/{project_id}/datasets", {
      params: { path: { project_id: projectId } },
      body,
    }),
  );
}

export type Format = "parquet" | "trl";

/** A plain link: the browser streams the archive to disk by itself. */
export function downloadUrl(id: string, format: Format): string {
  return `/api/datasets/${id}/download?format=${format}`;
}
