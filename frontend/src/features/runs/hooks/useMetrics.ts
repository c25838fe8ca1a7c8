/** A run's metrics as they come: only what is new is asked for. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";

import type { RunMetric } from "@/lib/api-types";

import { fetchMetrics } from "../api";
import { merge } from "../state/series";

const MOST_PAGES = 50;

interface Metrics {
  rows: RunMetric[] | undefined;
  error: Error | null;
  refetch: () => void;
}

export function useMetrics(runId: string, live: boolean): Metrics {
  const queryClient = useQueryClient();
  const queryKey = ["metrics", runId];
  const { data, error, refetch } = useQuery({
    queryKey,
    // Rows are only ever added, so comparing thousands of them with themselves is idle.
    structuralSharing: false,
    refetchInterval: live ? 3000 : false,
    queryFn: async () => {
      let rows = queryClient.getQueryData<RunMetric[]>(queryKey) ?? [];
      for (let page = 0; page < MOST_PAGES; page += 1) {
        const { items } = await fetchMetrics(runId, rows.at(-1)?.id ?? 0);
        if (items.length === 0) break;
        rows = merge(rows, items);
      }
      return rows;
    },
  });
  useEffect(() => {
    // The last figures may have come between the last look and the end.
    if (!live) void refetch();
  }, [live, refetch]);
  return { rows: data, error: data === undefined ? error : null, refetch: () => void refetch() };
}
