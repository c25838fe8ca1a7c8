/** The labeler's calls: queue, the next assignment, its draft, its end, and what was done. */
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";

import type {
  Assignment,
  DraftSaved,
  HistoryPage,
  JudgmentDetail,
  NextAssignment,
  NextAssignmentRequest,
  PromptCheck,
  SkipItem,
  SkipRequest,
  Submitted,
  SubmitRequest,
  Topics,
  WrittenPrompt,
} from "@/lib/api-types";
import { api, unwrap } from "@/lib/client";
import { listQuery } from "@/lib/lists";

/** Pinned in each judgment, so that a change of the screen can be told apart in the data. */
export const INTERFACE_VERSION = "workspace-2";

const ofAssignment = (id: string) => ({ path: { assignment_id: id } });

export { queueQuery } from "@/lib/queue";

export const topicsQuery = (projectId: string) =>
  queryOptions({
    queryKey: ["topics", projectId],
    queryFn: (): Promise<Topics> =>
      unwrap(
        api.GET("/api/projects/{project_id}/topics", {
          params: { path: { project_id: projectId } },
        }),
      ),
  });

/** Refuses exactly these topics from now on. */
export function refuseTopics(projectId: string, refused: string[]): Promise<Topics> {
  return unwrap(
    api.PUT("/api/projects/{project_id}/topics", {
      params: { path: { project_id: projectId } },
      body: { refused },
    }),
  );
}

/**
 * The assignment on the screen; asking for it opens it (full lease).
 *
 * It is never fetched again behind the labeler's back: what is on the screen is the truth.
 */
export const assignmentQuery = (id: string) =>
  queryOptions({
    queryKey: ["assignment", id],
    staleTime: Infinity,
    gcTime: 60_000,
    refetchOnWindowFocus: false,
    queryFn: () => openAssignment(id),
  });

export const historyQuery = (projectId: string) =>
  infiniteQueryOptions({
    queryKey: ["history", projectId],
    initialPageParam: null as string | null,
    getNextPageParam: (page: HistoryPage) => page.next_cursor,
    queryFn: ({ pageParam }): Promise<HistoryPage> =>
      unwrap(
        api.GET("/api/projects/{project_id}/history", {
          params: {
            path: { project_id: projectId },
            query: pageParam === null ? {} : { cursor: pageParam },
          },
        }),
      ),
  });

export const skipsQuery = (projectId: string) =>
  listQuery<SkipItem>(["skips", projectId], (query) =>
    unwrap(
      api.GET("/api/projects/{project_id}/skips", {
        params: { path: { project_id: projectId }, query },
      }),
    ),
  );

export const judgmentQuery = (id: string) =>
  queryOptions({
    queryKey: ["judgment", id],
    staleTime: Infinity,
    gcTime: 0,
    refetchOnWindowFocus: false,
    queryFn: (): Promise<JudgmentDetail> =>
      unwrap(api.GET("/api/judgments/{judgment_id}", { params: { path: { judgment_id: id } } })),
  });

export function openAssignment(id: string): Promise<Assignment> {
  return unwrap(api.POST("/api/assignments/{assignment_id}/open", { params: ofAssignment(id) }));
}

export function fetchAssignment(id: string): Promise<Assignment> {
  return unwrap(api.GET("/api/assignments/{assignment_id}", { params: ofAssignment(id) }));
}

export function claimNext(projectId: string, body: NextAssignmentRequest): Promise<NextAssignment> {
  return unwrap(
    api.POST("/api/projects/{project_id}/assignments/next", {
      params: { path: { project_id: projectId } },
      body,
    }),
  );
}

export function saveDraft(
  id: string,
  content: Record<string, unknown>,
  revision: number,
): Promise<DraftSaved> {
  return unwrap(
    api.PUT("/api/assignments/{assignment_id}/draft", {
      params: { ...ofAssignment(id), header: { "If-Match": `"${String(revision)}"` } },
      body: { content },
    }),
  );
}

export function sendHeartbeat(id: string, activeSeconds: number): Promise<{ lease_until: string }> {
  return unwrap(
    api.POST("/api/assignments/{assignment_id}/heartbeat", {
      params: ofAssignment(id),
      body: { active_seconds: activeSeconds },
    }),
  );
}

/** Browsers see a request this small through even if its page is closed meanwhile. */
const PARTING_CHARACTERS = 20_000;

/**
 * How what ends a task is sent: a connection that hangs is one that is down, and it is tried again.
 */
const parting = (body: unknown) => ({
  signal: AbortSignal.timeout(20_000),
  keepalive: JSON.stringify(body).length < PARTING_CHARACTERS,
});

export function submitAnswer(id: string, body: SubmitRequest): Promise<Submitted> {
  return unwrap(
    api.POST("/api/assignments/{assignment_id}/submit", {
      params: ofAssignment(id),
      body,
      ...parting(body),
    }),
  );
}

export function reviseJudgment(id: string, body: SubmitRequest): Promise<Submitted> {
  return unwrap(
    api.POST("/api/judgments/{judgment_id}/revise", {
      params: { path: { judgment_id: id } },
      body,
      ...parting(body),
    }),
  );
}

export async function skipAssignment(id: string, body: SkipRequest): Promise<void> {
  await unwrap(
    api.POST("/api/assignments/{assignment_id}/skip", {
      params: ofAssignment(id),
      body,
      ...parting(body),
    }),
  );
}

/** Takes a skip back; the task is on the screen's lease again. */
export function unskipAssignment(id: string): Promise<Assignment> {
  return unwrap(api.POST("/api/assignments/{assignment_id}/unskip", { params: ofAssignment(id) }));
}

/** What the project already has that is like a prompt, and what looks personal in it. */
export function checkPrompt(projectId: string, body: WrittenPrompt, signal: AbortSignal): Promise<PromptCheck> {
  return unwrap(
    api.POST("/api/projects/{project_id}/prompts/check", {
      params: { path: { project_id: projectId } },
      body,
      signal,
    }),
  );
}
