/**
 * Sees to it that what was handed in gets out, on every page: at the start, when the network or
 * the login comes back, and whenever the tab is looked at. Says what became of it.
 */
import { Button } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useQueryClient, type QueryClient } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { useEffect } from "react";

import { openJournal } from "@/lib/journal";
import { useMe } from "@/lib/me";

import { historyQuery, queueQuery } from "../api";
import { outboxOf, TAB } from "../outbox/deliver";
import type { Outcome } from "../outbox/outbox";
import { HANDED_IN, NOT_TAKEN, TAKE_BACK } from "../strings";

const TOAST = "handed-in";
/** There the keys of the next task stand at the foot of the screen; nothing may cover them. */
const PHONE = "(max-width: 699.98px)";

export function useDelivery(): void {
  const { id: userId } = useMe();
  const client = useQueryClient();
  const router = useRouter();
  useEffect(() => {
    const outbox = outboxOf(userId);
    const retry = () => {
      if (document.visibilityState === "visible") outbox.retry();
    };
    const stop = outbox.onOutcome((outcome) => {
      settle(userId, client, outcome);
      if (outcome.entry.tab !== TAB) return;
      show(outcome, (judgmentId) => {
        const { pathname, search } = router.state.location;
        const back = /^\/assignments\/([^/]+)/.exec(pathname)?.[1];
        void router.navigate({
          to: "/judgments/$judgmentId",
          params: { judgmentId },
          search: back === undefined ? {} : { back, ...("kind" in search ? { kind: search.kind } : {}) },
        });
      });
    });
    outbox.retry();
    window.addEventListener("online", retry);
    window.addEventListener("focus", retry);
    document.addEventListener("visibilitychange", retry);
    return () => {
      stop();
      window.removeEventListener("online", retry);
      window.removeEventListener("focus", retry);
      document.removeEventListener("visibilitychange", retry);
    };
  }, [userId, client, router]);
}

/** The server has the last word: the journal is forgotten, and lists are fetched again. */
function settle(userId: string, client: QueryClient, { type, entry }: Outcome): void {
  if (type !== "sent") return;
  openJournal(userId, entry.journal).clear();
  void client.invalidateQueries({ queryKey: queueQuery(entry.projectId).queryKey });
  void client.invalidateQueries({ queryKey: historyQuery(entry.projectId).queryKey });
  void client.invalidateQueries({ queryKey: ["own", entry.projectId] });
}

function show(outcome: Outcome, onTakeBack: (judgmentId: string) => void): void {
  if (outcome.type === "refused") {
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
  const { judgmentId } = sent;
  const toast = {
    id: TOAST,
    color: "green",
    ...(window.matchMedia(PHONE).matches ? { position: "top-center" as const } : {}),
    message:
      judgmentId === null || entry.action !== "submit" ? (
        message
      ) : (
        <TakeBack
          message={message}
          onClick={() => {
            notifications.hide(TOAST);
            onTakeBack(judgmentId);
          }}
        />
      ),
  };
  // One toast for one answer after the other; a stack of them would cover the work.
  notifications.hide(TOAST);
  notifications.show(toast);
}

function TakeBack({ message, onClick }: { message: string; onClick: () => void }) {
  return (
    <span style={{ display: "flex", gap: 12, alignItems: "center", justifyContent: "space-between" }}>
      {message}
      <Button size="compact-sm" variant="light" flex="none" onClick={onClick}>
        {TAKE_BACK}
      </Button>
    </span>
  );
}
