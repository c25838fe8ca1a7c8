/** One project with its settings, and how its rating schema names what is stored by key. */
import { queryOptions, useQuery } from "@tanstack/react-query";

import type { Project } from "./api-types";
import { api, unwrap } from "./client";
import { words } from "./format";

export const projectQuery = (projectId: string) =>
  queryOptions({
    queryKey: ["project", projectId],
    queryFn: (): Promise<Project> =>
      unwrap(api.GET("/api/projects/{project_id}", { params: { path: { project_id: projectId } } })),
  });

/** The name of a flag as labelers read it; its key in words for one that is no more. */
/** What a place in the guidelines is called: a flag's as the flag, any other by its words. */
export function useAnchorLabel(projectId: string): (anchor: string) => string {
  const { data } = useQuery(projectQuery(projectId));
  const labels = new Map(data?.rating_schema.flags.map(({ key, label }) => [key, label]));
  return (anchor) => labels.get(anchor.replace(/-/g, "_")) ?? anchor.replace(/[-_]+/g, " ");
}

export function useFlagLabel(projectId: string): (key: string) => string {
  const { data } = useQuery(projectQuery(projectId));
  const labels = new Map(data?.rating_schema.flags.map(({ key, label }) => [key, label]));
  return (key) => labels.get(key) ?? words(key);
}
