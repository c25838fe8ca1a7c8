/** What was handed in and is not with the server: how much waits, and what it would not take. */
import { Alert, Anchor, Button, Group } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";

import type { Assignment } from "@/lib/api-types";
import { count, excerpt } from "@/lib/format";
import { openJournal } from "@/lib/journal";
import { useMe } from "@/lib/me";

import { assignmentQuery } from "../../api";
import { entryId, type Outgoing } from "../../outbox/store";
import { useOnline, useOutbox } from "../../task/hooks/useOutbox";
import { useTakeBack } from "../../task/hooks/useTakeBack";
import { KIND_LABEL } from "../../task/strings";
import classes from "./OutboxPanel.module.css";

export function OutboxPanel() {
  const { waiting, refused, link } = useOutbox();
  const online = useOnline();
  const down = !online || link === "down";
  return (
    <div className={classes.panel}>
      {link === "signed-out" && (
        <Alert color="yellow" title="You have been logged out" role="status">
          {waiting.length > 0 &&
            `${count(waiting.length, "answer is", "answers are")} kept in this browser. `}
          <Anchor href="/login" target="_blank">
            Log in again
          </Anchor>
          , and they are sent by themselves.
          <Waiting entries={waiting} />
        </Alert>
      )}
      {link !== "signed-out" && down && (
        <Alert color="yellow" title="Offline" role="status">
          {waiting.length === 0
            ? "The server cannot be reached. What you do is kept in this browser."
            : waiting.length === 1
              ? "1 answer waits in this browser and is sent by itself."
              : `${count(waiting.length, "answer")} wait in this browser and are sent in order, by themselves.`}
          <Waiting entries={waiting} />
        </Alert>
      )}
      {refused.map((entry) => (
        <Refused key={entry.id} entry={entry} />
      ))}
    </div>
  );
}

/** What waits, each of it still to be taken back. */
function Waiting({ entries }: { entries: readonly Outgoing[] }) {
  if (entries.length === 0) return null;
  return (
    <ul className={classes.waiting}>
      {entries.map((entry) => (
        <WaitingEntry key={entry.id} entry={entry} />
      ))}
    </ul>
  );
}

function WaitingEntry({ entry }: { entry: Outgoing }) {
  const client = useQueryClient();
  const { unsent } = useTakeBack();
  const [busy, setBusy] = useState(false);
  const known = client.getQueryData<Assignment>(assignmentQuery(entry.assignmentId).queryKey);
  const what = `${KIND_LABEL[entry.kind]}${entry.action === "skip" ? ", skipped" : ""}`;
  return (
    <li>
      <span className={classes.what} dir="auto">
        <b>{what}</b> {known !== undefined && !known.prompt.sensitive && excerpt(known.prompt.messages.at(-1)?.content ?? "", 90)}
      </span>
      <Button
        size="compact-sm"
        variant="default"
        loading={busy}
        aria-label={`Take back: ${what}`}
        onClick={() => {
          setBusy(true);
          void unsent(entry).finally(() => {
            setBusy(false);
          });
        }}
      >
        Take back
      </Button>
    </li>
  );
}

function Refused({ entry }: { entry: Outgoing }) {
  const { id: userId } = useMe();
  const { outbox } = useOutbox();
  const navigate = useNavigate();
  const [asking, setAsking] = useState(false);
  const { refused } = entry;
  if (refused === undefined) return null;
  const openAgain = () => {
    // Its journal still has all of it.
    outbox.forget(entry.id);
    if (entry.action === "revise") {
      void navigate({ to: "/judgments/$judgmentId", params: { judgmentId: entry.judgmentId } });
    } else {
      void navigate({ to: "/assignments/$assignmentId", params: { assignmentId: entry.assignmentId } });
    }
  };
  const discard = () => {
    outbox.forget(entry.id);
    openJournal(userId, entry.journal).clear();
  };
  const answered = entry.action === "submit" && refused.judgmentId !== undefined;
  return (
    <Alert color="red" title={`${KIND_LABEL[entry.kind]}: your answer was not taken`}>
      <p className={classes.why}>{refused.message}</p>
      <Group gap="xs">
        {answered ? (
          <Button
            size="compact-sm"
            onClick={() => {
              const revision = asRevision(entry, refused.judgmentId ?? "");
              outbox.replace(entry.id, revision);
            }}
          >
            Let this answer count instead
          </Button>
        ) : (
          <Button size="compact-sm" onClick={openAgain}>
            Open it again
          </Button>
        )}
        {asking ? (
          <Button size="compact-sm" color="red" variant="light" onClick={discard}>
            Yes, discard it for good
          </Button>
        ) : (
          <Button
            size="compact-sm"
            variant="default"
            onClick={() => {
              setAsking(true);
            }}
          >
            Discard…
          </Button>
        )}
      </Group>
    </Alert>
  );
}

/** The task was answered from elsewhere: this answer supersedes that one. */
function asRevision(entry: Extract<Outgoing, { action: "submit" }>, judgmentId: string): Outgoing {
  const { projectId, assignmentId, kind, journal, tab, body } = entry;
  const id = entryId();
  return { id, action: "revise", judgmentId, projectId, assignmentId, kind, journal, tab, body };
}
