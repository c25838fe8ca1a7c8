/** The one cache of server state, and when it tries again. */
import { QueryClient } from "@tanstack/react-query";

import { ApiError } from "./errors";

const MAX_TRIES = 3;

/** An answer from the server is final; silence is worth another try. */
export function shouldRetry(failures: number, error: Error): boolean {
  return !(error instanceof ApiError && error.status < 500) && failures < MAX_TRIES - 1;
}

export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: { retry: shouldRetry, staleTime: 10_000, refetchOnWindowFocus: true },
      mutations: { retry: false, networkMode: "always" },
    },
  });
}
