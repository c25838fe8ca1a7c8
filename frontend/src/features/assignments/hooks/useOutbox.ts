/** The outbox of who is logged in: what waits, and whether the server can be reached. */
import { useEffect, useState, useSyncExternalStore } from "react";

import { useMe } from "@/lib/me";

import { outboxOf } from "../outbox/deliver";
import type { Outbox, OutboxState } from "../outbox/outbox";

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
  const [online, setOnline] = useState(() => navigator.onLine);
  useEffect(() => {
    const look = () => {
      setOnline(navigator.onLine);
    };
    window.addEventListener("online", look);
    window.addEventListener("offline", look);
    return () => {
      window.removeEventListener("online", look);
      window.removeEventListener("offline", look);
    };
  }, []);
  return online;
}
