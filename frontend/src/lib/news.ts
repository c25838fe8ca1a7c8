/** What others said of one's work and questions since one last looked. */
import { queryOptions, useQuery, useQueryClient, type QueryKey } from "@tanstack/react-query";
import { useEffect, useRef, useState, type RefObject } from "react";

import type { News, NewsPageName } from "./api-types";
import { api, unwrap } from "./client";

const of = (projectId: string) => ({ path: { project_id: projectId } });

export const newsQuery = (projectId: string) =>
  queryOptions({
    queryKey: ["news", projectId],
    refetchInterval: 60_000,
    queryFn: (): Promise<News> =>
      unwrap(api.GET("/api/projects/{project_id}/me/news", { params: of(projectId) })),
  });

function remember(projectId: string, page: NewsPageName, until: string): Promise<News> {
  return unwrap(
    api.POST("/api/projects/{project_id}/me/news", { params: of(projectId), body: { page, until } }),
  );
}

interface Look<Page extends NewsPageName> {
  /** Where it is read; once it has been in sight, it is new no more. */
  ref: RefObject<HTMLDivElement | null>;
  /** What was new when the page was opened; stays until it is left. */
  shown: News[Page] | null;
  isNew: (at: string) => boolean;
}

/** Looks at what is new on a page; `list` is the key of where it stands, fetched again for it. */
export function useLook<Page extends NewsPageName>(projectId: string, page: Page, list: QueryKey): Look<Page> {
  const queryClient = useQueryClient();
  const { data } = useQuery(newsQuery(projectId));
  const [shown, setShown] = useState<News[Page] | null>(null);
  const ref = useRef<HTMLDivElement>(null);
  if (shown === null && data !== undefined) setShown(data[page]);
  const newest = shown?.newest ?? null;
  const listKey = useRef(list);
  useEffect(() => {
    if (newest === null) return undefined;
    let stop: (() => void) | undefined;
    let left = false;
    const look = async () => {
      // What is counted as new may be newer than the list at hand: nothing is seen that is not there.
      await queryClient.refetchQueries({ queryKey: listKey.current });
      if (left) return;
      stop = whenInSight(ref.current, () => {
        void remember(projectId, page, newest).then((now) => {
          queryClient.setQueryData(newsQuery(projectId).queryKey, now);
        }, () => undefined);
      });
    };
    void look();
    return () => {
      left = true;
      stop?.();
    };
  }, [queryClient, projectId, page, newest]);
  return {
    ref,
    shown,
    isNew: (at) =>
      newest !== null && (shown?.looked_until == null || Date.parse(at) > Date.parse(shown.looked_until)),
  };
}

/** So long something is on the screen before it counts as looked at. */
const GLANCE_MS = 1000;

/** Calls once, when enough of it to read something stays on the screen; returns how to stop waiting. */
function whenInSight(element: Element | null, call: () => void): () => void {
  if (element === null || typeof IntersectionObserver === "undefined") {
    call();
    return () => undefined;
  }
  let timer: ReturnType<typeof setTimeout> | undefined;
  const observer = new IntersectionObserver(
    (entries) => {
      clearTimeout(timer);
      if (entries.at(-1)?.isIntersecting !== true) return;
      timer = setTimeout(() => {
        observer.disconnect();
        call();
      }, GLANCE_MS);
    },
    { rootMargin: "-80px 0px" },
  );
  observer.observe(element);
  return () => {
    clearTimeout(timer);
    observer.disconnect();
  };
}
