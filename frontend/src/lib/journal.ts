/**
 * What was typed, kept in this browser until the server has it.
 *
 * Entries belong to a user and a thing worked on. A browser that refuses storage (private
 * mode, full disk) costs the journal, never the work on the screen.
 */

const PREFIX = "touchstone:journal:";
const KEEP_DAYS = 30;

export interface JournalEntry<T> {
  content: T;
  /** The server's revision this content was written on top of. */
  revision: number;
  /** Milliseconds since the epoch, by this browser's clock. */
  written: number;
}

export interface Journal<T> {
  read(): JournalEntry<T> | null;
  /** False where the browser would not keep it. */
  write(content: T, revision: number): boolean;
  clear(): void;
}

export function openJournal<T>(userId: string, name: string): Journal<T> {
  const key = `${PREFIX}${userId}:${name}`;
  return {
    read: () => parse<T>(safely(() => localStorage.getItem(key), null)),
    write: (content, revision) => {
      const entry: JournalEntry<T> = { content, revision, written: Date.now() };
      return safely(() => {
        localStorage.setItem(key, JSON.stringify(entry));
        return true;
      }, false);
    },
    clear: () => {
      safely(() => {
        localStorage.removeItem(key);
      }, undefined);
    },
  };
}

/** Forgets entries nobody came back for; called once when the app starts. */
export function sweepJournals(now: number = Date.now()): void {
  safely(() => {
    for (const key of Object.keys(localStorage).filter((name) => name.startsWith(PREFIX))) {
      const entry = parse<unknown>(localStorage.getItem(key));
      const age = now - (entry?.written ?? 0);
      if (age > KEEP_DAYS * 24 * 3600 * 1000) localStorage.removeItem(key);
    }
  }, undefined);
}

function parse<T>(raw: string | null): JournalEntry<T> | null {
  if (raw === null) return null;
  return safely(() => JSON.parse(raw) as JournalEntry<T>, null);
}

function safely<T>(action: () => T, otherwise: T): T {
  try {
    return action();
  } catch {
    // Storage may be denied, full or hold something foreign; each caller has its answer to that.
    return otherwise;
  }
}
