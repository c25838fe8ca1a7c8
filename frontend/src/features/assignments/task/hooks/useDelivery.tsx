/**
 * Sees to it that what was handed in gets out, on every page: at the start, when the network or
 * the login comes back, and whenever the tab is looked at. Says what became of it.
 */
import { notifications } from "@mantine/notifications";
import { useQueryClient, type QueryClient } from "@tanstack/react-query";
import { useEffect } from "react";

import { openJournal } from "@/lib/journal";
import { useMe } from "@/lib/me";

import { historyQuery, queueQuery, skipsQuery } from "../../api";
import { outboxOf, TAB } from "../../outbox/deliver";
import type { Outbox, Outcome } from "../../outbox/outbox";
import type { Outgoing } from "../../outbox/store";
import { handedIn, type HandedIn } from "../state/handed-in";
import { HANDED_IN, KEPT_UNSENT, NOT_TAKEN, OPEN_AGAIN, TAKE_BACK } from "../strings";
import { announce } from "./announce";
import { holdOpenable, useTakeBack, type TakeBack } from "./useTakeBack";

type Delivered = Extract<Outcome, { type: "sent" }>;

/** So long a submit may be under way before it is told that it has not arrived. */
const PATIENCE_MS = 1500;

export function useDelivery(): void {
  const { id: userId } = useMe();
  const client = useQueryClient();
  const { unsent, sent, skipped } = useTakeBack();
  useEffect(() => {
    const outbox = outboxOf(userId);
    const retry = () => {
      if (document.visibilityState === "visible") outbox.retry();
    };
    const stop = outbox.onOutcome((outcome) => {
      settle(userId, client, outcome);
      if (outcome.entry.tab === TAB) show(outcome, { sent, skipped });
    });
    const stopWatching = watchUnsent(outbox, client, (entry) => void unsent(entry));
    outbox.retry();
    window.addEventListener("online", retry);
    window.addEventListener("focus", retry);
    document.addEventListener("visibilitychange", retry);
    return () => {
      stop();
      stopWatching();
      window.removeEventListener("online", retry);
      window.removeEventListener("focus", retry);
      document.removeEventListener("visibilitychange", retry);
    };
  }, [userId, client, unsent, sent, skipped]);
}

/** Keeps what waits openable, and says of what does not arrive that it is kept. */
function watchUnsent(outbox: Outbox, client: QueryClient, onTakeBack: (entry: Outgoing) => void): () => void {
  const held = new Map<string, () => void>();
  const hold = (entry: Outgoing): (() => void) => {
    const release = holdOpenable(client, entry);
    const back = {
      label: TAKE_BACK,
      go: () => {
        onTakeBack(entry);
      },
    };
    handedIn.put({ message: "", waits: true, back });
    const timer = setTimeout(() => {
      announce({ message: KEPT_UNSENT[entry.action], waits: true, back });
    }, PATIENCE_MS);
    return () => {
      clearTimeout(timer);
      release();
    };
  };
  const look = () => {
    const mine = outbox.snapshot().waiting.filter(({ tab }) => tab === TAB);
    const waiting = new Set(mine.map(({ id }) => id));
    for (const entry of mine) if (!held.has(entry.id)) held.set(entry.id, hold(entry));
    for (const [id, release] of held) {
      if (waiting.has(id)) continue;
      release();
      held.delete(id);
    }
  };
  const stop = outbox.subscribe(look);
  look();
  return () => {
    stop();
    for (const release of held.values()) release();
  };
}

/** The server has the last word: the journal is forgotten, and lists are fetched again. */
function settle(userId: string, client: QueryClient, { type, entry }: Outcome): void {
  if (type !== "sent") return;
  openJournal(userId, entry.journal).clear();
  void client.invalidateQueries({ queryKey: queueQuery(entry.projectId).queryKey });
  void client.invalidateQueries({ queryKey: historyQuery(entry.projectId).queryKey });
  void client.invalidateQueries({ queryKey: skipsQuery(entry.projectId).queryKey });
  void client.invalidateQueries({ queryKey: ["own", entry.projectId] });
}

function show(outcome: Outcome, back: Pick<TakeBack, "sent" | "skipped">): void {
  if (outcome.type === "refused") {
    handedIn.clear();
    notifications.show({
      title: NOT_TAKEN,
      message: outcome.refusal.message,
      color: "red",
      autoClose: 9000,
    });
    return;
  }
  const { entry, sent } = outcome;
  const message = sent.surplus ? HANDED_IN.surplus : HANDED_IN[entry.action];
  announce({ message, waits: false, back: wayBack(outcome, back) });
}

/** How what the server has is taken back; a revision is revised again, from the history. */
function wayBack({ entry, sent }: Delivered, back: Pick<TakeBack, "sent" | "skipped">): HandedIn["back"] {
  const { judgmentId } = sent;
  if (entry.action === "skip") return { label: TAKE_BACK, go: () => void back.skipped(entry) };
  if (entry.action !== "submit" || judgmentId === null) return null;
  return { label: OPEN_AGAIN, go: () => void back.sent(judgmentId) };
}
