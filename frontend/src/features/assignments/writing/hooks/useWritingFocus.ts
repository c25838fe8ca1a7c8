/** Writing starts in the text, and a key leads back to the field that was left last. */
import { createContext, useCallback, useContext, useEffect, useRef, type RefObject } from "react";
import { flushSync } from "react-dom";

import type { Layout } from "../../task/hooks/useLayout";

const FIELDS = "[data-editor], [data-turn] textarea, [data-part] textarea";

/** How the fields are brought to light: on narrow screens they may stand behind a tab. */
const ShowFields = createContext<RefObject<() => void> | null>(null);
export const ShowFieldsProvider = ShowFields.Provider;

/** Called by what holds the fields. */
export function useShowFields(show: () => void): void {
  const showRef = useContext(ShowFields);
  useEffect(() => {
    if (showRef === null) return;
    showRef.current = () => {
      // The field can take the focus only once it is on the page.
      flushSync(show);
    };
  });
}

/** The first field that is still empty, else the first one. */
function startingField(): HTMLTextAreaElement | null {
  const fields = [...document.querySelectorAll<HTMLTextAreaElement>(FIELDS)];
  return fields.find(({ value }) => value.trim() === "") ?? fields[0] ?? null;
}

export interface WritingFocus {
  /** Into the text, where it was left. */
  enter: () => void;
  show: RefObject<() => void>;
}

/**
 * @param atStart Whoever comes back to what is handed in reads it first, from its beginning.
 */
export function useWritingFocus(layout: Layout, atStart: boolean): WritingFocus {
  const show = useRef<() => void>(() => undefined);
  const left = useRef<HTMLElement | null>(null);
  const enter = useCallback(() => {
    show.current();
    const field = left.current?.isConnected === true ? left.current : startingField();
    field?.focus();
  }, []);
  useEffect(() => {
    const onFocus = ({ target }: FocusEvent) => {
      if (target instanceof HTMLElement && target.matches(FIELDS)) left.current = target;
    };
    document.addEventListener("focusin", onFocus);
    return () => {
      document.removeEventListener("focusin", onFocus);
    };
  }, []);
  const start = useRef({ wanted: layout !== "phone", atStart });
  useEffect(() => {
    // On a phone a keyboard would rise over the prompt: there a finger says when.
    const field = start.current.wanted ? startingField() : null;
    if (field === null) return;
    field.focus();
    const place = start.current.atStart ? 0 : field.value.length;
    field.setSelectionRange(place, place);
  }, []);
  return { enter, show };
}
