/** Releases and questions, for the pages about them and for the panel beside the work. */
import { queryOptions } from "@tanstack/react-query";

import type { GuidelineDetail, Question, QuestionAsk } from "./api-types";
import { api, unwrap } from "./client";
import { listQuery } from "./lists";

const of = (projectId: string) => ({ path: { project_id: projectId } });

export const releaseQuery = (id: string) =>
  queryOptions({
    queryKey: ["guideline", id],
    // A release never changes.
    staleTime: Infinity,
    queryFn: (): Promise<GuidelineDetail> =>
      unwrap(api.GET("/api/guidelines/{guideline_id}", { params: { path: { guideline_id: id } } })),
  });

/** Answered questions, newest first: what everybody in the project may read. */
export const questionsQuery = (projectId: string) =>
  listQuery<Question>(["questions", projectId, "published"], (query) =>
    unwrap(
      api.GET("/api/projects/{project_id}/questions", { params: { ...of(projectId), query } }),
    ),
  );

/** One's own questions, open ones too. */
export const ownQuestionsQuery = (projectId: string) =>
  listQuery<Question>(["questions", projectId, "mine"], (query) =>
    unwrap(
      api.GET("/api/projects/{project_id}/questions", {
        params: { ...of(projectId), query: { ...query, mine: true } },
      }),
    ),
  );

export function ask(projectId: string, body: QuestionAsk): Promise<Question> {
  return unwrap(api.POST("/api/projects/{project_id}/questions", { params: of(projectId), body }));
}
