/** Has a prompt checked while it is written, when the hands rest for a moment. */
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";

import type { PromptCheck, WrittenPrompt } from "@/lib/api-types";

import { checkPrompt } from "../../api";

const REST_MS = 500;

export interface CheckState {
  check: PromptCheck | undefined;
  /** What is on the screen is not what was checked. */
  pending: boolean;
  failed: boolean;
}

export function usePromptCheck(projectId: string, written: WrittenPrompt, empty: boolean): CheckState {
  const [body] = useDebouncedValue(written, REST_MS);
  const { data, isFetching, isError, isPlaceholderData } = useQuery({
    queryKey: ["prompt-check", projectId, body],
    queryFn: ({ signal }) => checkPrompt(projectId, body, signal),
    enabled: !empty,
    placeholderData: keepPreviousData,
    gcTime: 0,
    staleTime: Infinity,
    retry: false,
    refetchOnWindowFocus: false,
  });
  const check = empty ? undefined : data;
  return { check, pending: body !== written || isFetching || isPlaceholderData, failed: isError };
}
