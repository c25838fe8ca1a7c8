/** Imports of prompts, and the prompts that came of them. */
import { queryOptions } from "@tanstack/react-query";

import type { Import, ImportDetail, ImportRequest, Prompt, PromptBrief, PromptBriefRequest } from "@/lib/api-types";
import { api, unwrap } from "@/lib/client";
import { listQuery } from "@/lib/lists";

const of = (projectId: string) => ({ path: { project_id: projectId } });

export const importsQuery = (projectId: string) =>
  listQuery<Import>(
    ["imports", projectId],
    (query) =>
      unwrap(
        api.GET("/api/projects/{project_id}/imports", {
          params: { ...of(projectId), query: { ...query, limit: 20 } },
        }),
      ),
    { every: 3000 },
  );

export const importQuery = (id: string) =>
  queryOptions({
    queryKey: ["import", id],
    queryFn: (): Promise<ImportDetail> =>
      unwrap(api.GET("/api/imports/{import_id}", { params: { path: { import_id: id } } })),
  });

export const promptsQuery = (projectId: string) =>
  listQuery<Prompt>(["prompts", projectId], (query) =>
    unwrap(
      api.GET("/api/projects/{project_id}/prompts", {
        params: { ...of(projectId), query: { ...query, limit: 20 } },
      }),
    ),
  );

export interface Upload extends Omit<ImportRequest, "file"> {
  file: File;
}

/** The multipart body; what is null or absent is left out, so that the server's default holds. */
export function multipart(upload: Upload): FormData {
  const form = new FormData();
  form.set("file", upload.file, upload.file.name);
  if (upload.name) form.set("name", upload.name);
  if (upload.with_references_as) form.set("with_references_as", upload.with_references_as);
  if (upload.draw_completions != null) {
    form.set("draw_completions", String(upload.draw_completions));
  }
  if (upload.seed !== undefined) form.set("seed", String(upload.seed));
  if (upload.demonstration_mode) form.set("demonstration_mode", upload.demonstration_mode);
  for (const kind of upload.make_tasks ?? []) form.append("make_tasks", kind);
  return form;
}

export function startImport(projectId: string, upload: Upload) {
  return unwrap(
    api.POST("/api/projects/{project_id}/imports", {
      params: of(projectId),
      body: { ...upload, file: upload.file.name },
      bodySerializer: () => multipart(upload),
    }),
  );
}

export const briefsQuery = (projectId: string) =>
  listQuery<PromptBrief>(["prompt-briefs", projectId], (query) =>
    unwrap(
      api.GET("/api/projects/{project_id}/prompt-briefs", {
        params: { ...of(projectId), query: { ...query, limit: 20 } },
      }),
    ),
  );

export function orderPrompts(projectId: string, body: PromptBriefRequest): Promise<PromptBrief> {
  return unwrap(api.POST("/api/projects/{project_id}/prompt-briefs", { params: of(projectId), body }));
}

export function withdrawBrief(id: string) {
  return unwrap(api.POST("/api/prompt-briefs/{brief_id}/withdraw", { params: { path: { brief_id: id } } }));
}
