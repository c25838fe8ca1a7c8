/** What is being written, and its way into the draft. */
import { useCallback, useRef, useState } from "react";

import type { DraftContent } from "../../task/hooks/useDraft";

export interface Shape<T> {
  fromDraft: (draft: DraftContent | null) => T;
  toDraft: (content: T) => DraftContent;
}

export interface Content<T> {
  content: T;
  set: (change: Partial<T> | ((content: T) => Partial<T>)) => void;
  /** Takes another draft as it is, without saving it again. */
  replace: (draft: DraftContent) => void;
}

/**
 * Holds content that begins as a draft and is a draft again after each change.
 *
 * @param shape Must stay the same from render to render.
 */
export function useContent<T extends object>(
  shape: Shape<T>,
  initial: DraftContent | null,
  onChange: (draft: DraftContent) => void,
): Content<T> {
  const [content, setContent] = useState(() => shape.fromDraft(initial));
  // Input events may come faster than renders; each must build on the other's result.
  const latest = useRef(content);
  const put = useCallback((next: T) => {
    latest.current = next;
    setContent(next);
  }, []);
  const set = useCallback(
    (change: Partial<T> | ((content: T) => Partial<T>)) => {
      const part = typeof change === "function" ? change(latest.current) : change;
      const next = { ...latest.current, ...part };
      put(next);
      onChange(shape.toDraft(next));
    },
    [onChange, put, shape],
  );
  const replace = useCallback(
    (draft: DraftContent) => {
      put(shape.fromDraft(draft));
    },
    [put, shape],
  );
  return { content, set, replace };
}
