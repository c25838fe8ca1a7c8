/** Listens for the workspace's keys and hands on the commands. */
import { useLayoutEffect, useRef } from "react";

import { commandFor, isTextField, takesArrows, takesEnter, type Command } from "../state/keys";

interface ShortcutOptions {
  singleKeys: boolean;
  /** A dialog is open: its own keys hold. */
  paused: boolean;
  /** True when the command was taken; the browser's own reaction is then prevented. */
  onCommand: (command: Command) => boolean;
}

function heard(event: KeyboardEvent, singleKeys: boolean): Command | null {
  if (event.defaultPrevented || event.isComposing) return null;
  const command = commandFor(event, singleKeys);
  if (command === null) return null;
  const { target } = event;
  const modified = event.ctrlKey || event.metaKey;
  if (isTextField(target)) {
    return command.type === "escape" || (command.type === "submit" && modified) ? command : null;
  }
  if (event.key === "Enter" && !modified && takesEnter(target)) return null;
  if (event.key.startsWith("Arrow") && !event.altKey && takesArrows(target)) return null;
  // A held key must not submit a task after the other.
  if (event.repeat && command.type === "submit") return null;
  return command;
}

export function useShortcuts(options: ShortcutOptions): void {
  const current = useRef(options);
  // Before the paint: who sees the next task may press a key already.
  useLayoutEffect(() => {
    current.current = options;
  });
  useLayoutEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (current.current.paused) return;
      const command = heard(event, current.current.singleKeys);
      if (command !== null && current.current.onCommand(command)) event.preventDefault();
    };
    window.addEventListener("keydown", onKeyDown);
    return () => {
      window.removeEventListener("keydown", onKeyDown);
    };
  }, []);
}
