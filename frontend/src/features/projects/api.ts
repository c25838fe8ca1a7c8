/** Projects: the list, one with its settings, its live figures, its keys and its record. */
import { queryOptions } from "@tanstack/react-query";

import type {
  Agreement,
  ApiKey,
  ApiKeyScope,
  AuditEvent,
  Cycle,
  Overview,
  ProjectPatch,
  ProjectSummary,
} from "@/lib/api-types";
import { api, unwrap } from "@/lib/client";
import { listQuery } from "@/lib/lists";

export const LIVE_MS = 5000;

const of = (projectId: string) => ({ path: { project_id: projectId } });

export const projectsQuery = listQuery<ProjectSummary>(["projects"], (query) =>
  unwrap(api.GET("/api/projects", { params: { query } })),
);

export const overviewQuery = (projectId: string) =>
  queryOptions({
    queryKey: ["overview", projectId],
    refetchInterval: LIVE_MS,
    queryFn: (): Promise<Overview> =>
      unwrap(api.GET("/api/projects/{project_id}/overview", { params: of(projectId) })),
  });

/** Of what a new project needs, the parts that the overview does not tell. */
export const setUpQuery = (projectId: string) =>
  queryOptions({
    queryKey: ["set-up", projectId],
    queryFn: async () => {
      const params = of(projectId);
      const few = { ...params, query: { limit: 2 } };
      const [{ release }, members, invitations] = await Promise.all([
        unwrap(api.GET("/api/projects/{project_id}/guidelines/current", { params })),
        unwrap(api.GET("/api/projects/{project_id}/members", { params: few })),
        unwrap(api.GET("/api/projects/{project_id}/invitations", { params: few })),
      ]);
      return { hasRelease: release !== null, hasPeople: members.items.length > 1 || invitations.items.length > 0 };
    },
  });

/** Folded from all pairs, so it is asked for less often than the counts. */
export const agreementQuery = (projectId: string) =>
  queryOptions({
    queryKey: ["agreement", projectId],
    refetchInterval: 30_000,
    queryFn: (): Promise<Agreement> =>
      unwrap(api.GET("/api/projects/{project_id}/agreement", { params: of(projectId) })),
  });

export const latestCycleQuery = (cycleId: string) =>
  queryOptions({
    queryKey: ["cycle", cycleId],
    refetchInterval: LIVE_MS,
    queryFn: (): Promise<Cycle> =>
      unwrap(api.GET("/api/cycles/{cycle_id}", { params: { path: { cycle_id: cycleId } } })),
  });

export const keysQuery = (projectId: string) =>
  listQuery<ApiKey>(["api-keys", projectId], (query) =>
    unwrap(api.GET("/api/projects/{project_id}/api-keys", { params: { ...of(projectId), query } })),
  );

export const auditQuery = (projectId: string) =>
  listQuery<AuditEvent>(["audit", projectId], (query) =>
    unwrap(
      api.GET("/api/projects/{project_id}/audit-events", {
        params: { ...of(projectId), query: { ...query, limit: 20 } },
      }),
    ),
  );

export function createProject(body: { name: string; description: string }) {
  return unwrap(api.POST("/api/projects", { body }));
}

export function changeProject(projectId: string, body: ProjectPatch) {
  return unwrap(api.PATCH("/api/projects/{project_id}", { params: of(projectId), body }));
}

export function createKey(projectId: string, body: { name: string; scopes: ApiKeyScope[] }) {
  return unwrap(api.POST("/api/projects/{project_id}/api-keys", { params: of(projectId), body }));
}

export function revokeKey(id: string) {
  return unwrap(
    api.POST("/api/api-keys/{api_key_id}/revoke", { params: { path: { api_key_id: id } } }),
  );
}
