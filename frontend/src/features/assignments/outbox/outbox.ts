/**
 * Sends what was handed in, in order, from one tab at a time, until the server has it.
 *
 * An entry leaves only by the server's word: stored, or refused and then decided by a person.
 * No answer, a killed server, a proxy's 502 and too many requests are one case: later. A session
 * that ended keeps everything and waits for the login. Sending twice is harmless, because the
 * submission id and the body are those of the first try.
 */
import { ApiError, hasStatus } from "@/lib/errors";

import type { OutboxStore, Outgoing, Refusal } from "./store";

const RETRY_MS = [1_000, 2_000, 5_000, 10_000, 20_000] as const;

export type Link =
  /** As far as we know, the server can be reached. */
  | "up"
  /** The last try got no answer. */
  | "down"
  /** The last try was told to log in. */
  | "signed-out";

export interface Sent {
  /** Null for a skip. */
  judgmentId: string | null;
  surplus: boolean;
}

export type Outcome =
  | { type: "sent"; entry: Outgoing; sent: Sent }
  | { type: "refused"; entry: Outgoing; refusal: Refusal };

export interface OutboxState {
  waiting: readonly Outgoing[];
  refused: readonly Outgoing[];
  link: Link;
}

/** Runs something while no other tab does. */
export type Exclusive = <T>(run: () => Promise<T>) => Promise<T>;

export interface OutboxOptions {
  store: OutboxStore;
  send: (entry: Outgoing) => Promise<Sent>;
  exclusive: Exclusive;
}

export class Outbox {
  private state: OutboxState = { waiting: [], refused: [], link: "up" };
  private timer: ReturnType<typeof setTimeout> | null = null;
  private tries = 0;
  private draining: Promise<void> | null = null;
  private again = false;
  private readonly listeners = new Set<() => void>();
  private readonly outcomes = new Set<(outcome: Outcome) => void>();

  constructor(private readonly options: OutboxOptions) {
    this.refresh();
    options.store.watch(() => {
      this.refresh();
    });
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly snapshot = (): OutboxState => this.state;

  readonly onOutcome = (listener: (outcome: Outcome) => void): (() => void) => {
    this.outcomes.add(listener);
    return () => this.outcomes.delete(listener);
  };

  /** Takes an entry; when this returns true it will be sent, whatever becomes of the tab. */
  add(entry: Outgoing): boolean {
    if (!this.options.store.put(entry)) return false;
    this.refresh();
    void this.drain();
    return true;
  }

  /** What waits for this assignment, refused or not. */
  find(assignmentId: string): Outgoing | null {
    const { waiting, refused } = this.state;
    return [...waiting, ...refused].find((entry) => entry.assignmentId === assignmentId) ?? null;
  }

  /**
   * Takes an entry back before it is sent.
   *
   * @returns Null where it was sent meanwhile.
   */
  takeBack(id: string): Promise<Outgoing | null> {
    // Under the lock: no tab is sending it now.
    return this.options.exclusive(() => {
      const entry = this.options.store.list().find((one) => one.id === id) ?? null;
      if (entry !== null) this.forget(id);
      return Promise.resolve(entry);
    });
  }

  /** Forgets an entry that the server refused. */
  forget(id: string): void {
    this.options.store.remove(id);
    this.refresh();
  }

  /** Puts another entry in the place of a refused one. */
  replace(id: string, entry: Outgoing): void {
    if (!this.options.store.put(entry)) return;
    this.options.store.remove(id);
    this.refresh();
    void this.drain();
  }

  /** Sends all that waits; returns when it is sent, refused, or nobody answers. */
  drain(): Promise<void> {
    if (this.draining !== null) {
      this.again = true;
      return this.draining;
    }
    this.stopTimer();
    this.draining = this.options.exclusive(() => this.sendAll()).finally(() => {
      this.draining = null;
      if (!this.again) return;
      this.again = false;
      void this.drain();
    });
    return this.draining;
  }

  /** Tries at once, as when the network or the login has come back. */
  retry(): void {
    this.tries = 0;
    void this.drain();
  }

  private async sendAll(): Promise<void> {
    for (;;) {
      // Read afresh each time: another tab may have added, sent or taken back.
      const next = this.options.store.list().find((entry) => entry.refused === undefined);
      if (next === undefined) return void this.become("up");
      if (!(await this.sendOne(next))) return;
    }
  }

  private async sendOne(entry: Outgoing): Promise<boolean> {
    try {
      const sent = await this.options.send(entry);
      this.options.store.remove(entry.id);
      this.become("up");
      this.tell({ type: "sent", entry, sent });
      return true;
    } catch (error) {
      const refusal = refusalOf(error);
      if (refusal === null) return this.later(error);
      this.options.store.put({ ...entry, refused: refusal });
      this.become("up");
      this.tell({ type: "refused", entry, refusal });
      return true;
    }
  }

  private later(error: unknown): false {
    this.become(hasStatus(error, 401) ? "signed-out" : "down");
    const delay = RETRY_MS[Math.min(this.tries, RETRY_MS.length - 1)];
    this.tries += 1;
    this.timer ??= setTimeout(() => {
      this.timer = null;
      void this.drain();
    }, delay);
    return false;
  }

  private stopTimer(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
  }

  private become(link: Link): void {
    if (link === "up") this.tries = 0;
    this.refresh(link);
  }

  private refresh(link: Link = this.state.link): void {
    const all = this.options.store.list();
    this.state = {
      waiting: all.filter((entry) => entry.refused === undefined),
      refused: all.filter((entry) => entry.refused !== undefined),
      link,
    };
    for (const listener of this.listeners) listener();
  }

  private tell(outcome: Outcome): void {
    for (const listener of this.outcomes) listener(outcome);
  }
}

/** Null where the same request may yet be taken: no answer, a fault of the server, a lost login. */
function refusalOf(error: unknown): Refusal | null {
  if (!(error instanceof ApiError)) return null;
  const { status, code, message, details } = error;
  // 403 is a CSRF token of before the last login: the cookie is read afresh at the next try.
  if (status >= 500 || [401, 403, 408, 425, 429].includes(status)) return null;
  const judgmentId = (details[0]?.extra as { judgment_id?: unknown } | undefined)?.judgment_id;
  return { code, message, ...(typeof judgmentId === "string" ? { judgmentId } : {}) };
}

/** Web Locks where the browser has them (secure origins); else tabs may both send, harmlessly. */
export function exclusiveOf(name: string): Exclusive {
  let last: Promise<unknown> = Promise.resolve();
  const locks = (navigator as Partial<Navigator>).locks;
  return <T>(run: () => Promise<T>): Promise<T> => {
    if (locks !== undefined) return locks.request(name, run) as Promise<T>;
    const mine = last.then(run, run);
    last = mine.catch(() => undefined);
    return mine;
  };
}
