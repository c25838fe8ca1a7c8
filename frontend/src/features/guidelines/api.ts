/** The calls of those who read the guidelines. */
import { queryOptions } from "@tanstack/react-query";

import type { CurrentGuideline, GuidelineDiff, QuizResult, QuizTry } from "@/lib/api-types";
import { api, unwrap } from "@/lib/client";

export const currentGuidelineQuery = (projectId: string) =>
  queryOptions({
    queryKey: ["guidelines", projectId, "current"],
    queryFn: (): Promise<CurrentGuideline> =>
      unwrap(
        api.GET("/api/projects/{project_id}/guidelines/current", {
          params: { path: { project_id: projectId } },
        }),
      ),
  });

/** What a release changed since another one, or since the one before it. */
export const diffQuery = (id: string, against?: string) =>
  queryOptions({
    queryKey: ["guideline", id, "diff", against ?? "before"],
    // Neither of the two ever changes.
    staleTime: Infinity,
    queryFn: (): Promise<GuidelineDiff> =>
      unwrap(
        api.GET("/api/guidelines/{guideline_id}/diff", {
          params: { path: { guideline_id: id }, query: against === undefined ? {} : { against } },
        }),
      ),
  });

export function acknowledgeGuideline(id: string): Promise<{ acknowledged_at: string }> {
  return unwrap(
    api.POST("/api/guidelines/{guideline_id}/acknowledge", {
      params: { path: { guideline_id: id } },
    }),
  );
}

/** Begins a try, or goes on with the one that is open. */
export function beginQuiz(guidelineId: string): Promise<QuizTry> {
  return unwrap(
    api.POST("/api/guidelines/{guideline_id}/quiz-tries", {
      params: { path: { guideline_id: guidelineId } },
    }),
  );
}

export function answerQuiz(tryId: string, answers: number[][]): Promise<QuizResult> {
  return unwrap(
    api.POST("/api/quiz-tries/{quiz_try_id}/answers", {
      params: { path: { quiz_try_id: tryId } },
      body: { answers },
    }),
  );
}
