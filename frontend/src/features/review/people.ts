/** People: their work over time, pauses, kinds of work, and taking judgments out. */
import { queryOptions } from "@tanstack/react-query";

import type {
  Eligibility,
  GuidelineItem,
  Person,
  PersonDetail,
  TaskKind,
  VoidOrder,
  VoidPreview,
  VoidPreviewRequest,
  VoidRequest,
} from "@/lib/api-types";
import { api, unwrap } from "@/lib/client";
import { listQuery } from "@/lib/lists";

const of = (projectId: string) => ({ path: { project_id: projectId } });
const one = (projectId: string, personId: string) => ({
  params: { path: { project_id: projectId, person_id: personId } },
});

export const peopleQuery = (projectId: string) =>
  listQuery<Person>(["people", projectId], (query) =>
    unwrap(api.GET("/api/projects/{project_id}/people", { params: { ...of(projectId), query } })),
  );

export const personQuery = (projectId: string, personId: string) =>
  queryOptions({
    queryKey: ["person", projectId, personId],
    queryFn: (): Promise<PersonDetail> =>
      unwrap(api.GET("/api/projects/{project_id}/people/{person_id}", one(projectId, personId))),
  });

export function pausePerson(projectId: string, personId: string, reason: string) {
  return unwrap(
    api.POST("/api/projects/{project_id}/people/{person_id}/pause", {
      ...one(projectId, personId),
      body: { reason },
    }),
  );
}

export function resumePerson(projectId: string, personId: string) {
  return unwrap(
    api.POST("/api/projects/{project_id}/people/{person_id}/resume", one(projectId, personId)),
  );
}

/** Every grant of the project that still holds, page by page; there are a few per person. */
export const grantsQuery = (projectId: string) =>
  queryOptions({
    queryKey: ["grants", projectId],
    queryFn: async (): Promise<Eligibility[]> => {
      const found: Eligibility[] = [];
      for (let cursor: string | null = ""; cursor !== null; ) {
        const query = { limit: 200, ...(cursor === "" ? {} : { cursor }) };
        const page: { items: Eligibility[]; next_cursor: string | null } = await unwrap(
          api.GET("/api/projects/{project_id}/eligibilities", {
            params: { ...of(projectId), query },
          }),
        );
        found.push(...page.items);
        cursor = page.next_cursor;
      }
      return found.filter(({ valid_until: until }) => until === null || Date.parse(until) > Date.now());
    },
  });

export function grantKind(projectId: string, userId: string, kind: TaskKind) {
  return unwrap(
    api.POST("/api/projects/{project_id}/eligibilities", {
      params: of(projectId),
      body: { user_id: userId, kind },
    }),
  );
}

export async function revokeGrants(ids: readonly string[]) {
  for (const id of ids) {
    await unwrap(
      api.POST("/api/eligibilities/{eligibility_id}/revoke", {
        params: { path: { eligibility_id: id } },
      }),
    );
  }
}

export const voidsQuery = (projectId: string) =>
  listQuery<VoidOrder>(
    ["voids", projectId],
    (query) =>
      unwrap(api.GET("/api/projects/{project_id}/voids", { params: { ...of(projectId), query } })),
    { every: 5000 },
  );

/** An order with the dataset versions and models that its judgments went into. */
export const voidQuery = (voidId: string) =>
  queryOptions({
    queryKey: ["void", voidId],
    queryFn: () => unwrap(api.GET("/api/voids/{void_id}", { params: { path: { void_id: voidId } } })),
  });

export function previewVoid(projectId: string, body: VoidPreviewRequest): Promise<VoidPreview> {
  return unwrap(
    api.POST("/api/projects/{project_id}/voids/preview", { params: of(projectId), body }),
  );
}

export function orderVoid(projectId: string, body: VoidRequest) {
  return unwrap(api.POST("/api/projects/{project_id}/voids", { params: of(projectId), body }));
}

export const releasesQuery = (projectId: string) =>
  listQuery<GuidelineItem>(["releases", projectId, "to-relabel"], (query) =>
    unwrap(
      api.GET("/api/projects/{project_id}/guidelines", { params: { ...of(projectId), query } }),
    ),
  );
