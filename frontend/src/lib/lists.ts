/** Lists that come in pages with a cursor. */
import { infiniteQueryOptions, useInfiniteQuery } from "@tanstack/react-query";

export interface CursorPage<T> {
  items: T[];
  next_cursor: string | null;
}

/** The query parameters of one page. */
export type PageQuery = { cursor?: string };

interface ListOptions {
  /** Fetches again after so many milliseconds; never if absent. */
  every?: number | undefined;
}

export function listQuery<T>(
  queryKey: readonly unknown[],
  fetchPage: (query: PageQuery) => Promise<CursorPage<T>>,
  { every }: ListOptions = {},
) {
  return infiniteQueryOptions({
    queryKey,
    initialPageParam: null as string | null,
    getNextPageParam: (page: CursorPage<T>) => page.next_cursor,
    queryFn: ({ pageParam }) => fetchPage(pageParam === null ? {} : { cursor: pageParam }),
    ...(every === undefined ? {} : { refetchInterval: every }),
  });
}

export interface List<T> {
  /** All that was fetched so far; undefined before the first page is there. */
  items: T[] | undefined;
  /** Set only where there is nothing to show instead. */
  error: Error | null;
  refetch: () => void;
  hasMore: boolean;
  loadingMore: boolean;
  loadMore: () => void;
}

export function useList<T>(options: ReturnType<typeof listQuery<T>>): List<T> {
  const query = useInfiniteQuery(options);
  return {
    items: query.data?.pages.flatMap((page) => page.items),
    error: query.data === undefined ? query.error : null,
    refetch: () => void query.refetch(),
    hasMore: query.hasNextPage,
    loadingMore: query.isFetchingNextPage,
    loadMore: () => void query.fetchNextPage(),
  };
}
