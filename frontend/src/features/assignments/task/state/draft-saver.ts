/**
 * Saves a draft: into this browser at once, to the server less than a second later.
 *
 * One request is under way at a time; what changed meanwhile goes with the next. The
 * server's revision is sent along, so that a draft saved elsewhere is never overwritten
 * unseen. Deliberately absent: any knowledge of what a draft contains.
 */
import { ApiError, hasCode, hasStatus } from "@/lib/errors";
import type { Journal } from "@/lib/journal";

export const SAVE_DELAY_MS = 800;
const RETRY_DELAY_MS = 5000;

export type SaveState =
  /** Nothing has changed since the task was opened. */
  | "clean"
  /** In this browser, and on its way to the server. */
  | "saving"
  /** The server has all of it, from now or from before. */
  | "saved"
  /** No answer from the server; kept in this browser, tried again by itself. */
  | "offline"
  /** The session has ended; kept in this browser. */
  | "signed-out"
  /** The server has a newer draft from somewhere else; a person must choose. */
  | "conflict"
  /** The server refuses the draft, for instance because the lease has passed on. */
  | "refused";

/** Tells how far the draft is kept, to whoever wants to know. */
export interface Saving {
  subscribe: (listener: () => void) => () => void;
  snapshot: () => SaveState;
}

export interface DraftSaverOptions<T> {
  revision: number;
  /** The server has a draft already. */
  stored?: boolean;
  journal: Journal<T>;
  /** Sends the content on top of a revision; resolves to the new revision. */
  save: (content: T, revision: number) => Promise<number>;
}

export class DraftSaver<T> implements Saving {
  private state: SaveState;
  private revision: number;
  private pending: { content: T } | null = null;
  private running: Promise<void> | null = null;
  private timer: ReturnType<typeof setTimeout> | null = null;
  private readonly listeners = new Set<() => void>();
  private closed = false;

  constructor(private readonly options: DraftSaverOptions<T>) {
    this.revision = options.revision;
    this.state = options.stored === true ? "saved" : "clean";
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly snapshot = (): SaveState => this.state;

  /** Takes the newest content; it is in the journal when this returns. */
  change(content: T): void {
    if (this.closed) return;
    this.options.journal.write(content, this.revision);
    this.pending = { content };
    if (this.state === "conflict" || this.state === "refused") return;
    this.become("saving");
    // Not reset by later changes: steady typing must reach the server within the second too.
    this.timer ??= setTimeout(() => void this.flush(), SAVE_DELAY_MS);
  }

  /** Sends what is pending now, and waits for whatever is under way. */
  async flush(): Promise<void> {
    this.stopTimer();
    if (this.running !== null) await this.running;
    if (this.pending === null || this.closed) return;
    this.running = this.send(this.pending).finally(() => {
      this.running = null;
    });
    await this.running;
  }

  /** After a conflict: goes on from the server's revision with this content. */
  resolve(content: T, revision: number): void {
    this.revision = revision;
    this.state = "saving";
    this.change(content);
  }

  /** Stops saving; `done` also forgets the journal, since the server has the final word. */
  close(done: boolean): void {
    this.closed = true;
    this.stopTimer();
    if (done) this.options.journal.clear();
  }

  /** Lets a saver that was closed without being done go on (React mounts effects twice). */
  reopen(): void {
    this.closed = false;
  }

  private async send(sent: { content: T }): Promise<void> {
    try {
      this.revision = await this.options.save(sent.content, this.revision);
      this.afterSave(sent);
    } catch (error) {
      this.afterFailure(error);
    }
  }

  private afterSave(sent: { content: T }): void {
    if (this.closed) return;
    if (this.pending !== sent) {
      this.timer ??= setTimeout(() => void this.flush(), SAVE_DELAY_MS);
      return;
    }
    this.pending = null;
    this.options.journal.write(sent.content, this.revision);
    this.become("saved");
  }

  private afterFailure(error: unknown): void {
    if (this.closed) return;
    if (hasStatus(error, 401)) this.become("signed-out");
    else if (hasCode(error, "conflict_revision")) return void this.become("conflict");
    else if (error instanceof ApiError && error.status < 500) return void this.become("refused");
    else this.become("offline");
    this.timer ??= setTimeout(() => void this.flush(), RETRY_DELAY_MS);
  }

  private stopTimer(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
  }

  private become(state: SaveState): void {
    if (state === this.state) return;
    this.state = state;
    for (const listener of this.listeners) listener();
  }
}
