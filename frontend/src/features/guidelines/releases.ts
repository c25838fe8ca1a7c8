/** The calls of those who write the guidelines. */
import { queryOptions } from "@tanstack/react-query";

import type {
  GuidelineDetail,
  GuidelineDiff,
  GuidelineItem,
  GuidelinePublish,
  GuidelineQuiz,
} from "@/lib/api-types";
import { api, unwrap } from "@/lib/client";
import { listQuery } from "@/lib/lists";

import type { Draft } from "./draft";

const of = (projectId: string) => ({ path: { project_id: projectId } });

export const releasesQuery = (projectId: string) =>
  listQuery<GuidelineItem>(["guidelines", projectId, "releases"], (query) =>
    unwrap(
      api.GET("/api/projects/{project_id}/guidelines", { params: { ...of(projectId), query } }),
    ),
  );

/** A release's quiz with its right answers: for admins. */
export const quizQuery = (id: string) =>
  queryOptions({
    queryKey: ["guideline", id, "quiz"],
    staleTime: Infinity,
    queryFn: async (): Promise<GuidelineQuiz | null> => {
      const params = { path: { guideline_id: id } };
      return (await unwrap(api.GET("/api/guidelines/{guideline_id}/quiz", { params }))).quiz;
    },
  });

export function publish(projectId: string, body: GuidelinePublish): Promise<GuidelineDetail> {
  return unwrap(api.POST("/api/projects/{project_id}/guidelines", { params: of(projectId), body }));
}

/** What a draft would change of the release in force; nothing is stored. */
export const draftDiffQuery = (projectId: string, draft: Draft) => {
  const { body_markdown, examples, glossary } = draft;
  const body = { body_markdown, examples, glossary };
  return queryOptions({
    queryKey: ["guidelines", projectId, "draft-diff", body],
    gcTime: 0,
    queryFn: (): Promise<GuidelineDiff> =>
      unwrap(
        api.POST("/api/projects/{project_id}/guidelines/diff", { params: of(projectId), body }),
      ),
  });
};
