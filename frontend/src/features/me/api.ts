/** One's own standing, hours and contested work. */
import { queryOptions } from "@tanstack/react-query";

import type { Ledger, OwnStanding } from "@/lib/api-types";
import { api, unwrap } from "@/lib/client";

const of = (projectId: string) => ({ path: { project_id: projectId } });

export interface Days {
  from: string;
  to: string;
  zone: string;
}

export const standingQuery = (projectId: string) =>
  queryOptions({
    queryKey: ["own", projectId, "standing"],
    queryFn: (): Promise<OwnStanding> =>
      unwrap(api.GET("/api/projects/{project_id}/me", { params: of(projectId) })),
  });

export const ledgerQuery = (projectId: string, days: Days) =>
  queryOptions({
    queryKey: ["own", projectId, "ledger", days],
    queryFn: (): Promise<Ledger> =>
      unwrap(
        api.GET("/api/projects/{project_id}/ledger", { params: { ...of(projectId), query: { ...days } } }),
      ),
  });

export function changeLanguages(languages: string[]) {
  return unwrap(api.PATCH("/api/me", { body: { languages } }));
}

/** Where the browser downloads the same as a table. */
export function ledgerTable(projectId: string, days: Days): string {
  const query = new URLSearchParams({ ...days });
  return `/api/projects/${projectId}/ledger.csv?${query.toString()}`;
}
