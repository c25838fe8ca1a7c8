/** The highlighter once it has loaded; the text is on the page without waiting for it. */
import { useEffect, useSyncExternalStore } from "react";

import type { rehypeHighlight } from "./highlight";

type Highlighter = typeof rehypeHighlight;

let loaded: Highlighter | null = null;
let loading: Promise<void> | null = null;
const listeners = new Set<() => void>();

function load(): void {
  loading ??= import("./highlight").then(
    ({ rehypeHighlight: plugin }) => {
      loaded = plugin;
      for (const listener of listeners) listener();
    },
    () => {
      // Colours are not worth an error; the next block of code tries again.
      loading = null;
    },
  );
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Null until it is there, or as long as nothing on the page `wanted` it. */
export function useHighlighter(wanted: boolean): Highlighter | null {
  const plugin = useSyncExternalStore(subscribe, () => loaded);
  useEffect(() => {
    if (wanted) load();
  }, [wanted]);
  return wanted ? plugin : null;
}
