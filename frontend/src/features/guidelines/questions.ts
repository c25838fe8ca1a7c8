/** The calls of reviewers, who answer questions. */
import { queryOptions } from "@tanstack/react-query";

import type { OpenQuestion, QuestionDetail } from "@/lib/api-types";
import { api, unwrap } from "@/lib/client";
import { listQuery } from "@/lib/lists";

export const openQuestionsQuery = (projectId: string) =>
  listQuery<OpenQuestion>(["questions", projectId, "open"], (query) =>
    unwrap(
      api.GET("/api/projects/{project_id}/open-questions", {
        params: { path: { project_id: projectId }, query },
      }),
    ),
  );

/** A question with the item that it came up at. */
export const questionQuery = (id: string) =>
  queryOptions({
    queryKey: ["question", id],
    queryFn: (): Promise<QuestionDetail> =>
      unwrap(api.GET("/api/questions/{question_id}", { params: { path: { question_id: id } } })),
  });

export interface AnswerGiven {
  answer_markdown: string;
  question_markdown: string;
}

/** `supersedes` is the answer on the screen: one that came meanwhile is not replaced unread. */
export function answer(id: string, body: AnswerGiven & { supersedes: string | null }) {
  return unwrap(
    api.POST("/api/questions/{question_id}/answers", {
      params: { path: { question_id: id } },
      body,
    }),
  );
}
