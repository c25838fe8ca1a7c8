/**
 * Keeps an attempt's answers: at once in this browser, soon on the server, one call per item at a
 * time. What another page saved meanwhile is taken over, so that two tabs never fight.
 */
import { ApiError, messageOf } from "@/lib/errors";
import type { Journal } from "@/lib/journal";

import { answerFrom, type Answer } from "./answers";

export interface Entry {
  revision: number;
  answer: Answer | null;
  /** The server does not have it yet. */
  dirty: boolean;
}

export type SaveState = "saved" | "saving" | "offline";

export interface Snapshot {
  entries: readonly Entry[];
  state: SaveState;
  /** What the server would not take, or what another page wrote. */
  notice: string | null;
}

interface Options {
  entries: readonly { revision: number; answer: Answer | null }[];
  put: (index: number, revision: number, answer: Answer) => Promise<{ revision: number }>;
  journalOf: (index: number) => Journal<Answer>;
  delayMs?: number;
  retryMs?: number;
}

export class AnswerSaver {
  private snapshot: Snapshot;
  private readonly listeners = new Set<() => void>();
  private readonly timers = new Map<number, ReturnType<typeof setTimeout>>();
  private readonly running = new Map<number, Promise<void>>();

  constructor(private readonly options: Options) {
    const entries = options.entries.map(({ revision, answer }, index): Entry => {
      const kept = options.journalOf(index).read();
      const newer = kept?.revision === revision ? kept.content : null;
      return { revision, answer: newer ?? answer, dirty: newer !== null };
    });
    this.snapshot = { entries, state: "saved", notice: null };
  }

  /** Sends what a crash left behind. */
  resume(): void {
    this.snapshot.entries.forEach((entry, index) => {
      if (entry.dirty) this.schedule(index, 0);
    });
  }

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  read = (): Snapshot => this.snapshot;

  change(index: number, answer: Answer): void {
    const entry = this.entry(index);
    this.options.journalOf(index).write(answer, entry.revision);
    this.set(index, { ...entry, answer, dirty: true }, { state: "saving", notice: null });
    this.schedule(index, this.options.delayMs ?? 500);
  }

  /** Sends everything that waits; false where something did not arrive. */
  async flush(): Promise<boolean> {
    const dirty = this.snapshot.entries.flatMap((entry, index) => (entry.dirty ? [index] : []));
    await Promise.all(dirty.map((index) => this.save(index)));
    return this.snapshot.entries.every((entry) => !entry.dirty);
  }

  /** Forgets the timers; what waits is in the journal. */
  stop(): void {
    for (const timer of this.timers.values()) clearTimeout(timer);
    this.timers.clear();
  }

  private schedule(index: number, delay: number): void {
    clearTimeout(this.timers.get(index));
    this.timers.set(index, setTimeout(() => void this.save(index), delay));
  }

  private async save(index: number): Promise<void> {
    clearTimeout(this.timers.get(index));
    this.timers.delete(index);
    await this.running.get(index);
    const { answer, dirty, revision } = this.entry(index);
    if (!dirty || answer === null) return;
    const call = this.send(index, revision, answer);
    this.running.set(index, call);
    await call;
    this.running.delete(index);
  }

  private async send(index: number, revision: number, answer: Answer): Promise<void> {
    try {
      const saved = await this.options.put(index, revision, answer);
      this.arrived(index, saved.revision, answer);
    } catch (error) {
      this.failed(index, error);
    }
  }

  private arrived(index: number, revision: number, answer: Answer): void {
    const now = this.entry(index);
    const dirty = now.answer !== answer;
    const journal = this.options.journalOf(index);
    if (dirty && now.answer !== null) journal.write(now.answer, revision);
    else journal.clear();
    this.set(index, { ...now, revision, dirty }, {});
    const waiting = this.snapshot.entries.some((entry) => entry.dirty);
    this.publish({ ...this.snapshot, state: waiting ? "saving" : "saved" });
  }

  private failed(index: number, error: unknown): void {
    if (error instanceof ApiError && error.code === "conflict_revision") {
      this.takeOver(index, error);
    } else if (error instanceof ApiError && error.status < 500) {
      this.publish({ ...this.snapshot, notice: messageOf(error) });
    } else {
      this.publish({ ...this.snapshot, state: "offline" });
      this.schedule(index, this.options.retryMs ?? 3000);
    }
  }

  private takeOver(index: number, error: ApiError): void {
    const stored = error.details[0]?.extra as { revision?: number; answer?: unknown } | undefined;
    this.options.journalOf(index).clear();
    const entry = { revision: stored?.revision ?? 0, answer: answerFrom(stored?.answer), dirty: false };
    const notice = "This answer was changed in another tab; what it wrote stands here now.";
    this.set(index, entry, { state: "saved", notice });
  }

  private entry(index: number): Entry {
    const entry = this.snapshot.entries[index];
    if (entry === undefined) throw new Error(`There is no item ${String(index)}.`);
    return entry;
  }

  private set(index: number, entry: Entry, rest: Partial<Snapshot>): void {
    const entries = this.snapshot.entries.map((before, at) => (at === index ? entry : before));
    this.publish({ ...this.snapshot, ...rest, entries });
  }

  private publish(snapshot: Snapshot): void {
    this.snapshot = snapshot;
    for (const listener of this.listeners) listener();
  }
}
