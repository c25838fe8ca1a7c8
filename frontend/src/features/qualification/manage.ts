/** Versions, banks, attempts and scores: what admins and reviewers do. */
import type {
  AttemptOverrule,
  AttemptRecord,
  DemonstrationToScore,
  GoldItem,
  QualificationItem,
  QualificationItemRequest,
  QualificationPublish,
  QualificationVersion,
} from "@/lib/api-types";
import { api, unwrap } from "@/lib/client";
import { listQuery } from "@/lib/lists";

const of = (projectId: string) => ({ path: { project_id: projectId } });

export const versionsQuery = (projectId: string) =>
  listQuery<QualificationVersion>(["qualification", projectId, "versions"], (query) =>
    unwrap(api.GET("/api/projects/{project_id}/qualifications", { params: { ...of(projectId), query } })),
  );

export function publishVersion(projectId: string, body: QualificationPublish) {
  return unwrap(api.POST("/api/projects/{project_id}/qualifications", { params: of(projectId), body }));
}

export interface BankFilter {
  part: "" | "flagging" | "ranking" | "writing";
  use: "screening" | "practice";
}

export const bankQuery = (projectId: string, filter: BankFilter) =>
  listQuery<QualificationItem>(["qualification-bank", projectId, filter], (query) =>
    unwrap(
      api.GET("/api/projects/{project_id}/qualification-items", {
        params: {
          ...of(projectId),
          query: { ...query, use: filter.use, ...(filter.part === "" ? {} : { part: filter.part }) },
        },
      }),
    ),
  );

export function addItem(projectId: string, body: QualificationItemRequest) {
  return unwrap(api.POST("/api/projects/{project_id}/qualification-items", { params: of(projectId), body }));
}

export function importItems(projectId: string, jsonl: string) {
  return unwrap(
    api.POST("/api/projects/{project_id}/qualification-items/import", {
      params: of(projectId),
      body: { jsonl },
    }),
  );
}

export const goldQuery = (projectId: string) =>
  // Under the name that the review pages use, so that what they change is seen here.
  listQuery<GoldItem>(["gold", projectId, "for-bank"], (query) =>
    unwrap(api.GET("/api/projects/{project_id}/gold", { params: { ...of(projectId), query } })),
  );

export function askGold(id: string, use: BankFilter["use"]) {
  return unwrap(
    api.POST("/api/gold/{gold_item_id}/qualification-item", {
      params: { path: { gold_item_id: id } },
      body: { use },
    }),
  );
}

export function retireItem(id: string) {
  return unwrap(api.POST("/api/qualification-items/{item_id}/retire", { params: { path: { item_id: id } } }));
}

export const recordsQuery = (projectId: string) =>
  listQuery<AttemptRecord>(["qualification", projectId, "attempts"], (query) =>
    unwrap(
      api.GET("/api/projects/{project_id}/qualification-attempts", { params: { ...of(projectId), query } }),
    ),
  );

export function overrule(id: string, body: AttemptOverrule) {
  return unwrap(
    api.POST("/api/qualification-attempts/{attempt_id}/overrule", {
      params: { path: { attempt_id: id } },
      body,
    }),
  );
}

export const toScoreQuery = (projectId: string) =>
  listQuery<DemonstrationToScore>(["demonstrations-to-score", projectId], (query) =>
    unwrap(
      api.GET("/api/projects/{project_id}/demonstrations-to-score", { params: { ...of(projectId), query } }),
    ),
  );

export function giveScore(id: string, score: number) {
  return unwrap(
    api.POST("/api/demonstrations-to-score/{answer_id}", {
      params: { path: { answer_id: id } },
      body: { score },
    }),
  );
}
