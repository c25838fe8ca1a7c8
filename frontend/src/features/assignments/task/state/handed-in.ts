/**
 * What was handed in last, and how it is taken back: said on the screen that follows, until
 * something is done there.
 */
export interface HandedIn {
  /** Empty while it is on its way: there is nothing to say, but a way back. */
  message: string;
  /** It has not arrived. */
  waits: boolean;
  /** What the way back does; null where there is none. */
  back: { label: string; go: () => void } | null;
  at: number;
}

let current: HandedIn | null = null;
let hosts = 0;
const listeners = new Set<() => void>();

function set(next: HandedIn | null): void {
  if (next === current) return;
  current = next;
  for (const listener of listeners) listener();
}

export const handedIn = {
  put: (next: Omit<HandedIn, "at">) => {
    set({ ...next, at: Date.now() });
  },
  clear: () => {
    set(null);
  },
  /** Takes the last one back, if nothing was done since; whether there was one. */
  takeBack: (): boolean => {
    const back = current?.back ?? null;
    if (back === null) return false;
    set(null);
    back.go();
    return true;
  },
  /** A screen has a place for it. @returns What ends that. */
  host: () => {
    hosts += 1;
    return () => {
      hosts -= 1;
    };
  },
  isHosted: () => hosts > 0,
  snapshot: () => current,
  subscribe: (listener: () => void) => {
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
    };
  },
};
