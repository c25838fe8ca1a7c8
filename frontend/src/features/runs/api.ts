/** Training: cycles, their gates, retrain policies, runs and their metrics. */
import { queryOptions } from "@tanstack/react-query";

import type {
  Cycle,
  Gate,
  RetrainPolicy,
  RetrainPolicyRequest,
  Run,
  RunMetrics,
} from "@/lib/api-types";
import { api, unwrap } from "@/lib/client";
import { listQuery } from "@/lib/lists";

import { isFinal } from "./state/states";

export const LIVE_MS = 5000;

const ofProject = (id: string) => ({ path: { project_id: id } });
const ofCycle = (id: string) => ({ path: { cycle_id: id } });
const ofRun = (id: string) => ({ path: { run_id: id } });
const ofPolicy = (id: string) => ({ path: { policy_id: id } });

export const runsQuery = (projectId: string) =>
  listQuery<Run>(
    ["runs", projectId],
    (query) =>
      unwrap(
        api.GET("/api/projects/{project_id}/runs", {
          params: { ...ofProject(projectId), query: { ...query, limit: 20 } },
        }),
      ),
    { every: LIVE_MS },
  );

export const cyclesQuery = (projectId: string) =>
  listQuery<Cycle>(
    ["cycles", projectId],
    (query) =>
      unwrap(
        api.GET("/api/projects/{project_id}/cycles", {
          params: { ...ofProject(projectId), query: { ...query, limit: 10 } },
        }),
      ),
    { every: LIVE_MS },
  );

export const policiesQuery = (projectId: string) =>
  listQuery<RetrainPolicy>(["policies", projectId], (query) =>
    unwrap(
      api.GET("/api/projects/{project_id}/retrain-policies", {
        params: { ...ofProject(projectId), query },
      }),
    ),
  );

export const runQuery = (id: string) =>
  queryOptions({
    queryKey: ["run", id],
    refetchInterval: ({ state }) =>
      state.data !== undefined && isFinal(state.data.state) ? false : 3000,
    queryFn: (): Promise<Run> => unwrap(api.GET("/api/runs/{run_id}", { params: ofRun(id) })),
  });

export const cycleQuery = (id: string) =>
  queryOptions({
    queryKey: ["cycle", id],
    refetchInterval: LIVE_MS,
    queryFn: (): Promise<Cycle> =>
      unwrap(api.GET("/api/cycles/{cycle_id}", { params: ofCycle(id) })),
  });

export const gateQuery = (cycleId: string) =>
  queryOptions({
    queryKey: ["gate", cycleId],
    refetchInterval: LIVE_MS,
    queryFn: (): Promise<Gate> =>
      unwrap(api.GET("/api/cycles/{cycle_id}/gate", { params: ofCycle(cycleId) })),
  });

/** Metrics that came in after one that is known already. */
export function fetchMetrics(runId: string, afterId: number): Promise<RunMetrics> {
  return unwrap(
    api.GET("/api/runs/{run_id}/metrics", {
      params: { ...ofRun(runId), query: { after_id: afterId } },
    }),
  );
}

export function cancelRun(id: string) {
  return unwrap(api.POST("/api/runs/{run_id}/cancel", { params: ofRun(id) }));
}

export function retryRun(id: string) {
  return unwrap(api.POST("/api/runs/{run_id}/retry", { params: ofRun(id) }));
}

export function resumeCycle(id: string) {
  return unwrap(api.POST("/api/cycles/{cycle_id}/resume", { params: ofCycle(id) }));
}

export function cancelCycle(id: string) {
  return unwrap(api.POST("/api/cycles/{cycle_id}/cancel", { params: ofCycle(id) }));
}

export function decideGate(id: string, body: { decision: "promote" | "refuse"; reason: string }) {
  return unwrap(api.POST("/api/cycles/{cycle_id}/decide", { params: ofCycle(id), body }));
}

export function createPolicy(projectId: string, body: RetrainPolicyRequest) {
  return unwrap(
    api.POST("/api/projects/{project_id}/retrain-policies", {
      params: ofProject(projectId),
      body,
    }),
  );
}

export function changePolicy(id: string, body: Partial<RetrainPolicyRequest>) {
  return unwrap(api.PATCH("/api/retrain-policies/{policy_id}", { params: ofPolicy(id), body }));
}

export function triggerPolicy(id: string) {
  return unwrap(api.POST("/api/retrain-policies/{policy_id}/trigger", { params: ofPolicy(id) }));
}
