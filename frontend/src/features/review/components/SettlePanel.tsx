/** The reviewer's own ranking and the reason for it; Ctrl+Enter settles. */
import { Alert, Button } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";

import { Key } from "@/components/Key";
import { Panel } from "@/components/Panel";
import layout from "@/components/stack.module.css";
import { useAction } from "@/lib/actions";
import type { ReviewTask } from "@/lib/api-types";
import { hasCode, messageOf } from "@/lib/errors";
import { excerpt } from "@/lib/format";
import { randomId } from "@/lib/ids";
import { useMe } from "@/lib/me";
import { useKeys } from "@/lib/page-keys";
import { waitingKey } from "@/lib/waiting";

import { settleTask } from "../api";
import { useActiveSeconds } from "../hooks/useActiveSeconds";
import { consensus, type Groups } from "../state/ladder";
import { rankingOf, standing } from "../state/matrix";
import { settledBy, TEXT } from "../strings";
import { Ladder } from "./Ladder";
import { ReasonField } from "./ReasonField";
import classes from "./SettlePanel.module.css";
import { SettledPanel } from "./SettledPanel";

interface SettlePanelProps {
  projectId: string;
  task: ReviewTask;
}

export function SettlePanel({ projectId, task }: SettlePanelProps) {
  const me = useMe();
  const [groups, setGroups] = useState<Groups>(() => startOf(task));
  const [reason, setReason] = useState(task.review?.reason ?? "");
  const activeSeconds = useActiveSeconds();
  // What is settled stays so until somebody asks for the form again; a form in use stays open.
  const [open, setOpen] = useState(task.review === null);
  // One key per answer: a click that is sent twice stores one review.
  const [key, setKey] = useState(randomId);
  const settle = useAction({
    run: () =>
      settleTask(task.id, {
        submission_id: key,
        ranking: groups.map((group) => [...group]),
        reason,
        active_seconds: activeSeconds(),
        supersedes: task.review?.id ?? null,
      }),
    changes: [["review-task", task.id], ["review-queue", projectId], waitingKey(projectId)],
    onDone: () => {
      setKey(randomId());
      setOpen(false);
    },
    quiet: true,
  });
  const ready = reason.trim() !== "" && !task.another_settles;
  const submit = () => {
    if (open && ready && !settle.isPending) settle.mutate(undefined);
  };
  useKeys({ "Ctrl+Enter": submit });
  const queryClient = useQueryClient();
  const look = async () => {
    await queryClient.invalidateQueries({ queryKey: ["review-task", task.id] });
    settle.reset();
  };
  const texts = new Map(task.slots.map(({ slot, text }) => [slot, excerpt(text, 80)]));
  if (!open && task.review !== null) {
    return (
      <div className={classes.side}>
        <SettledPanel
          projectId={projectId}
          taskId={task.id}
          review={task.review}
          slots={task.slots.map(({ slot }) => slot)}
          onAgain={() => {
            setOpen(true);
          }}
        />
      </div>
    );
  }
  return (
    <div className={classes.side}>
      <Panel title={task.review === null ? "Settle" : "Settle again"} hint={TEXT.settleHint}>
        <div className={layout.stack}>
          {task.review !== null && (
            <p className={layout.muted}>
              {settledBy(task.review, me)}{" "}
              {task.review.reviewer.id === me.id ? "What you settle now takes its place." : "Yours takes its place."}
            </p>
          )}
          {task.another_settles && (
            <Alert color="orange" variant="light" role="note">
              {TEXT.anotherSettles}
            </Alert>
          )}
          <Ladder groups={groups} texts={texts} onChange={setGroups} />
          <ReasonField value={reason} slots={task.slots.map(({ slot }) => slot)} onChange={setReason} />
          {settle.error !== null && (
            <Alert color="red" variant="light" role="alert">
              {messageOf(settle.error)}
              {hasCode(settle.error, "already_settled") && (
                <Button mt="xs" size="compact-sm" variant="default" onClick={() => void look()}>
                  Look at it; what you wrote stays
                </Button>
              )}
            </Alert>
          )}
          <Button
            disabled={!ready}
            loading={settle.isPending}
            onClick={submit}
            rightSection={<Key>Ctrl ↵</Key>}
            aria-keyshortcuts="Control+Enter"
          >
            {task.review === null ? "Settle" : "Settle again"}
          </Button>
        </div>
      </Panel>
    </div>
  );
}

/** The standing review, else the mean of what labelers said. */
function startOf(task: ReviewTask): Groups {
  if (task.review !== null) return task.review.ranking;
  const rankings = standing(task).flatMap(({ answer }) => {
    const ranking = rankingOf(answer);
    return ranking === null ? [] : [ranking];
  });
  return consensus(task.slots.map(({ slot }) => slot), rankings);
}
