/** Practice and attempts: what a labeler does. */
import { queryOptions } from "@tanstack/react-query";

import type { AttemptSaved, PracticeFeedback, PracticeItem, QualificationAttempt } from "@/lib/api-types";
import { api, unwrap } from "@/lib/client";
import { listQuery } from "@/lib/lists";

import type { Answer } from "./state/answers";

const inProject = (projectId: string) => ({ path: { project_id: projectId } });
const ofAttempt = (id: string) => ({ path: { attempt_id: id } });

export const attemptQuery = (id: string) =>
  queryOptions({
    queryKey: ["qualification-attempt", id],
    // What is typed lives in the page; the server's copy is read once and after handing in.
    staleTime: Infinity,
    refetchOnWindowFocus: false,
    queryFn: (): Promise<QualificationAttempt> =>
      unwrap(api.GET("/api/qualification-attempts/{attempt_id}", { params: ofAttempt(id) })),
  });

export function startAttempt(projectId: string): Promise<QualificationAttempt> {
  return unwrap(
    api.POST("/api/projects/{project_id}/qualification/attempts", { params: inProject(projectId) }),
  );
}

export function saveAnswer(id: string, index: number, revision: number, answer: Answer): Promise<AttemptSaved> {
  return unwrap(
    api.PUT("/api/qualification-attempts/{attempt_id}/answers/{index}", {
      params: { path: { attempt_id: id, index } },
      body: { revision, answer: { ...answer } },
    }),
  );
}

export function submitAttempt(id: string): Promise<QualificationAttempt> {
  return unwrap(api.POST("/api/qualification-attempts/{attempt_id}/submit", { params: ofAttempt(id) }));
}

export const practiceQuery = (projectId: string) =>
  listQuery<PracticeItem>(["practice", projectId], (query) =>
    unwrap(api.GET("/api/projects/{project_id}/practice", { params: { ...inProject(projectId), query } })),
  );

export function answerPractice(id: string, answer: Answer): Promise<PracticeFeedback> {
  return unwrap(
    api.POST("/api/practice/{item_id}/answer", {
      params: { path: { item_id: id } },
      body: { answer: { ...answer } },
    }),
  );
}
