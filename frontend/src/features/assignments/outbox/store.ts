/**
 * What was handed in and is not with the server yet, kept in this browser.
 *
 * One key per entry, so that two tabs never write over each other, and written at once: a tab
 * that is closed right after the submit has lost nothing. Deliberately `localStorage` and not
 * IndexedDB, whose writes may still be under way when the tab goes.
 */
import type { SkipRequest, SubmitRequest, TaskKind } from "@/lib/api-types";

const PREFIX = "touchstone:outbox:";

interface Common {
  /** Unique; its order is the order of sending. */
  id: string;
  projectId: string;
  assignmentId: string;
  kind: TaskKind;
  /** The journal that may be forgotten once the server has the answer. */
  journal: string;
  /** The tab that it comes from. */
  tab: string;
  /** Why the server would not have it. Kept until a person has decided. */
  refused?: Refusal;
}

export interface Refusal {
  code: string;
  message: string;
  /** The judgment that stands in its way, where the task was answered from elsewhere. */
  judgmentId?: string;
}

export interface OutgoingSubmit extends Common {
  action: "submit";
  body: SubmitRequest;
}

export interface OutgoingRevision extends Common {
  action: "revise";
  judgmentId: string;
  body: SubmitRequest;
}

export interface OutgoingSkip extends Common {
  action: "skip";
  body: SkipRequest;
}

export type Outgoing = OutgoingSubmit | OutgoingRevision | OutgoingSkip;

export interface OutboxStore {
  /** Every entry, oldest first. */
  list(): Outgoing[];
  /** False where the browser would not keep it. */
  put(entry: Outgoing): boolean;
  remove(id: string): void;
  /** Calls back when another tab changed something. */
  watch(onChange: () => void): () => void;
}

export function openOutboxStore(userId: string): OutboxStore {
  const prefix = `${PREFIX}${userId}:`;
  return {
    list: () =>
      keys(prefix)
        .map((key) => parse(safely(() => localStorage.getItem(key), null)))
        .filter((entry): entry is Outgoing => entry !== null),
    put: (entry) =>
      safely(() => {
        localStorage.setItem(prefix + entry.id, JSON.stringify(entry));
        return true;
      }, false),
    remove: (id) => {
      safely(() => {
        localStorage.removeItem(prefix + id);
      }, undefined);
    },
    watch: (onChange) => {
      const onStorage = ({ key }: StorageEvent) => {
        if (key === null || key.startsWith(prefix)) onChange();
      };
      window.addEventListener("storage", onStorage);
      return () => {
        window.removeEventListener("storage", onStorage);
      };
    },
  };
}

let counter = 0;

/** An id that sorts by the time it was made, in this tab and (to the millisecond) in others. */
export function entryId(now: number = Date.now()): string {
  counter = (counter + 1) % 10_000;
  const random = crypto.getRandomValues(new Uint16Array(1))[0] ?? 0;
  return [
    now.toString(36).padStart(9, "0"),
    String(counter).padStart(4, "0"),
    random.toString(36),
  ].join("-");
}

function keys(prefix: string): string[] {
  return safely(
    () =>
      Object.keys(localStorage)
        .filter((key) => key.startsWith(prefix))
        .sort(),
    [],
  );
}

function parse(raw: string | null): Outgoing | null {
  if (raw === null) return null;
  return safely(() => JSON.parse(raw) as Outgoing, null);
}

function safely<T>(action: () => T, otherwise: T): T {
  try {
    return action();
  } catch {
    // Storage may be denied, full or hold something foreign; each caller has its answer to that.
    return otherwise;
  }
}
