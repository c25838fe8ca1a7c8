/** The outbox of who is logged in: what waits, and whether the server can be reached. */
import { useSyncExternalStore } from "react";

import { useMe } from "@/lib/me";

import { outboxOf } from "../../outbox/deliver";
import type { Outbox, OutboxState } from "../../outbox/outbox";

export interface UsedOutbox extends OutboxState {
  outbox: Outbox;
}

export function useOutbox(): UsedOutbox {
  const outbox = outboxOf(useMe().id);
  const state = useSyncExternalStore(outbox.subscribe, outbox.snapshot);
  return { outbox, ...state };
}

/** Whether this browser itself says that there is no network. */
export function useOnline(): boolean {
  return useSyncExternalStore(onNetwork, () => navigator.onLine);
}

function onNetwork(listener: () => void): () => void {
  window.addEventListener("online", listener);
  window.addEventListener("offline", listener);
  return () => {
    window.removeEventListener("online", listener);
    window.removeEventListener("offline", listener);
  };
}
