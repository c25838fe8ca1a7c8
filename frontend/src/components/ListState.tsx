/** A list's three other faces: it failed, it loads, or it is empty. */
import { Skeleton, Stack } from "@mantine/core";
import type { ReactNode } from "react";

import type { List } from "@/lib/lists";

import { ErrorState } from "./ErrorState";

interface ListStateProps<T> {
  list: List<T>;
  /** What stands there when nothing is in it yet. */
  empty: ReactNode;
  children: (items: T[]) => ReactNode;
}

export function ListState<T>({ list, empty, children }: ListStateProps<T>) {
  if (list.error !== null) return <ErrorState error={list.error} reset={list.refetch} />;
  if (list.items === undefined) return <Lines />;
  return list.items.length === 0 ? empty : children(list.items);
}

/** Grey lines where rows will be. */
export function Lines({ count = 3 }: { count?: number }) {
  return (
    <Stack gap="sm" p="md" role="status" aria-label="Loading">
      {Array.from({ length: count }, (_, index) => (
        <Skeleton key={index} h={20} radius="sm" />
      ))}
    </Stack>
  );
}
