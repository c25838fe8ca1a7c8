/** Keys of a page: none while text is typed, none with a modifier but Ctrl+Enter. */
import { useEffect, useRef } from "react";

import { useMe } from "@/lib/me";

export type Keys = Record<string, (() => void) | undefined>;

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement) return !["radio", "checkbox"].includes(target.type);
  return target instanceof HTMLTextAreaElement || target.isContentEditable;
}

/** Enter on a button or link is that button's own. */
function isPressed(name: string, target: EventTarget | null): boolean {
  return name === "Enter" && target instanceof HTMLElement && target.closest("button, a") !== null;
}

function nameOf(event: KeyboardEvent): string {
  const command = event.ctrlKey || event.metaKey;
  return command ? `Ctrl+${event.key}` : event.key;
}

export function useKeys(keys: Keys, enabled = true): void {
  const single = useMe().preferences.single_key_shortcuts;
  const latest = useRef(keys);
  useEffect(() => {
    latest.current = keys;
  });
  useEffect(() => {
    if (!enabled) return;
    const listen = (event: KeyboardEvent) => {
      const name = nameOf(event);
      const combined = name.startsWith("Ctrl+");
      if (event.altKey || event.defaultPrevented || document.querySelector("[role=dialog]")) return;
      if (isPressed(name, event.target)) return;
      if (!combined && (!single || isTyping(event.target))) return;
      const action = latest.current[name];
      if (action === undefined) return;
      event.preventDefault();
      action();
    };
    window.addEventListener("keydown", listen);
    return () => {
      window.removeEventListener("keydown", listen);
    };
  }, [enabled, single]);
}
