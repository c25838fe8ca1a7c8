/** The flag that the keyboard is on, so that the guidelines can open at it. */
import { useEffect, useState } from "react";

function flagAt(target: EventTarget | null): string | undefined {
  const element = target instanceof Element ? target.closest<HTMLElement>("[data-flag]") : null;
  return element?.dataset.flag;
}

/** Undefined where the focus is on no flag; a dialog over the work changes nothing. */
export function useFocusedFlag(): string | undefined {
  const [flag, setFlag] = useState(() => flagAt(document.activeElement));
  useEffect(() => {
    const onFocus = ({ target }: FocusEvent) => {
      if (target instanceof Element && target.closest("[role=dialog]") !== null) return;
      setFlag(flagAt(target));
    };
    document.addEventListener("focusin", onFocus);
    return () => {
      document.removeEventListener("focusin", onFocus);
    };
  }, []);
  return flag;
}
