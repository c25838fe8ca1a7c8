/** Who is logged in: needed by the shell and by every feature, so it is shared. */
import { queryOptions, useMutation, useQueryClient, useSuspenseQuery } from "@tanstack/react-query";

import type { Me, Membership, Preferences, Role } from "./api-types";
import { api, unwrap } from "./client";
import { hasStatus } from "./errors";

/** The logged-in user; null for a visitor. */
export const meQuery = queryOptions({
  queryKey: ["me"],
  staleTime: 60_000,
  queryFn: async (): Promise<Me | null> => {
    try {
      return await unwrap(api.GET("/api/me"));
    } catch (error) {
      if (hasStatus(error, 401, 403)) return null;
      throw error;
    }
  },
});

/** The user of a page behind the login; the route has loaded it. */
export function useMe(): Me {
  const { data } = useSuspenseQuery(meQuery);
  if (data === null) throw new Error("This page needs a login.");
  return data;
}

export function roleIn(me: Me, projectId: string): Role | null {
  const membership = me.memberships.find(
    (item) => item.project.id === projectId && item.is_active,
  );
  return membership?.role ?? null;
}

/** The projects that somebody may look into, not only work in. */
export function managed(memberships: readonly Membership[]): Membership[] {
  return memberships.filter((item) => item.is_active && item.role !== "labeler");
}

/** Changes preferences at once on the page and then on the server; undone if that fails. */
export function useSetPreferences(): (change: Partial<Preferences>) => void {
  const queryClient = useQueryClient();
  const { mutate } = useMutation({
    mutationFn: (preferences: Preferences) => unwrap(api.PATCH("/api/me", { body: { preferences } })),
    onMutate: (preferences) => {
      const before = queryClient.getQueryData(meQuery.queryKey);
      if (before) {
        const changed: Me = { ...before, preferences };
        queryClient.setQueryData(meQuery.queryKey, changed);
      }
      return before;
    },
    onError: (_error, _preferences, before) => {
      if (before) queryClient.setQueryData(meQuery.queryKey, before);
    },
  });
  return (change) => {
    const me = queryClient.getQueryData(meQuery.queryKey);
    if (me) mutate({ ...me.preferences, ...change });
  };
}
