/** The one line above the work: where we are, whether it is saved, how long, and help. */
import { ActionIcon, Anchor, Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useEffect, useState } from "react";

import { Key } from "@/components/Key";
import type { Assignment } from "@/lib/api-types";
import { clock, count } from "@/lib/format";

import { queueQuery } from "../../api";
import { useKindChange } from "../hooks/useKindChange";
import { useOnline, useOutbox } from "../hooks/useOutbox";
import { useSaveState } from "../hooks/useSaveState";
import { useReadings, useSessionClock } from "../hooks/useSessionClock";
import type { Saving } from "../state/draft-saver";
import {
  SIGN_IN_AGAIN, KEPT_LABEL, KEPT_LABEL_SHORT, KIND_LABEL, KIND_SHORT, NOW_ANOTHER_KIND, SAVE_LABEL, SAVE_LABEL_SHORT } from "../strings";
import classes from "./WorkspaceHeader.module.css";

interface WorkspaceHeaderProps {
  assignment: Assignment;
  saving: Saving;
  onConflict: () => void;
  onGuidelines: () => void;
  onHelp: () => void;
  /** A judgment is being edited after it was submitted; its edit has no draft on the server. */
  revising: boolean;
}

export function WorkspaceHeader(props: WorkspaceHeaderProps) {
  const { assignment, saving, revising } = props;
  const { link } = useOutbox();
  const cut = !useOnline() || link !== "up";
  const isNewKind = useKindChange(assignment, revising);
  return (
    <header className={classes.header} data-cut={cut}>
      <Link to="/" className={classes.back} aria-label="Back to the queue" title="Back to the queue">
        ←
      </Link>
      <h1 className={classes.title}>
        <span className={classes.project}>{assignment.project.name}</span>
        <span className={classes.kind} data-new={isNewKind} aria-live="polite">
          {isNewKind && NOW_ANOTHER_KIND}
          <span className={classes.long}>{revising ? "Editing a submitted answer" : KIND_LABEL[assignment.kind]}</span>
          <span className={classes.short}>{revising ? "Editing" : KIND_SHORT[assignment.kind]}</span>
        </span>
      </h1>
      <Today projectId={assignment.project.id} />
      <div className={classes.spacer} />
      <OutboxSign />
      <LeaseSign />
      <SaveSign saving={saving} local={revising} onConflict={props.onConflict} />
      <Time />
      <Button
        variant="default"
        size="compact-sm"
        onClick={props.onGuidelines}
        aria-keyshortcuts="g"
        rightSection={<Key>G</Key>}
      >
        Guidelines
      </Button>
      <ActionIcon
        className={classes.help}
        variant="default"
        size={28}
        aria-label="Keyboard shortcuts"
        aria-keyshortcuts="?"
        onClick={props.onHelp}
      >
        ?
      </ActionIcon>
    </header>
  );
}

/** What waits in this browser, and what the server would not take; silent while all is well. */
function OutboxSign() {
  const { waiting, refused, link } = useOutbox();
  const online = useOnline();
  if (refused.length > 0) {
    return (
      <Link to="/" className={classes.refused}>
        {count(refused.length, "answer")} not taken
      </Link>
    );
  }
  if (waiting.length === 0 || (online && link === "up")) return null;
  const why = link === "signed-out" ? "" : "Offline: ";
  return (
    <span role="status">
      <Link to="/" className={classes.waiting} title="See what waits, or take it back">
        <span className={classes.long}>{why}{count(waiting.length, "answer waits", "answers wait")} here, sent later</span>
        <span className={classes.short}>{waiting.length.toLocaleString("en")} waiting</span>
      </Link>
    </span>
  );
}

/** Quiet, and only near the end of a lease with nobody at work. */
function LeaseSign() {
  const { lease, lost, stillHere } = useSessionClock();
  if (lost) {
    return (
      <span className={classes.waiting} role="status" title="What you hand in is kept, beside theirs.">
        Time is up; it went to somebody else
      </span>
    );
  }
  if (lease.phase === "held") return null;
  return (
    <Button size="compact-sm" variant="light" color="yellow" onClick={stillHere}>
      {lease.phase === "ending" && `${clock(lease.secondsLeft)} left · `}I’m still here
    </Button>
  );
}

/** Active time in sight; how long the task has been open beside it, for whoever asks. */
function Time() {
  const { activeSeconds } = useSessionClock();
  const [both, setBoth] = useState(false);
  return (
    <button
      type="button"
      className={classes.clock}
      aria-expanded={both}
      title="Active time on this task; press for how long it has been open"
      // The work keeps the focus, and Enter its meaning.
      onMouseDown={(event) => {
        event.preventDefault();
      }}
      onClick={() => {
        setBoth(!both);
      }}
    >
      <span className="visually-hidden">Active time </span>
      {clock(activeSeconds)}
      {both && <Open />}
    </button>
  );
}

function Open() {
  const { readWall } = useReadings();
  const [seconds, setSeconds] = useState(readWall);
  useEffect(() => {
    const tick = setInterval(() => {
      setSeconds(readWall());
    }, 1000);
    return () => {
      clearInterval(tick);
    };
  }, [readWall]);
  return (
    <>
      <span className={classes.long}> active</span> · {clock(seconds)} open
    </>
  );
}

/** How many are done today: a sign of progress where the end of the queue is not in sight. */
function Today({ projectId }: { projectId: string }) {
  const { data } = useQuery({ ...queueQuery(projectId), staleTime: 60_000 });
  const submitted = data?.today.submitted ?? 0;
  if (submitted === 0) return null;
  return <span className={classes.today}>{submitted.toLocaleString("en")} done today</span>;
}

interface SaveSignProps {
  saving: Saving;
  /** Saved means: in this browser. */
  local: boolean;
  onConflict: () => void;
}

function SaveSign({ saving, local, onConflict }: SaveSignProps) {
  const state = useSaveState(saving);
  const kept = local && state === "saved";
  if (state === "conflict") {
    return (
      <Button size="compact-xs" color="yellow" variant="light" onClick={onConflict}>
        {SAVE_LABEL.conflict}
      </Button>
    );
  }
  if (state === "signed-out") {
    // In a tab of its own: this one keeps the work and saves it as soon as the session is back.
    return (
      <Anchor className={classes.save} data-state={state} href="/login" target="_blank" size="sm">
        {SIGN_IN_AGAIN}
      </Anchor>
    );
  }
  return (
    <span className={classes.save} data-state={state} role="status">
      <span className={classes.dot} aria-hidden="true" />
      <span className={classes.long}>{kept ? KEPT_LABEL : SAVE_LABEL[state]}</span>
      <span className={classes.short}>{kept ? KEPT_LABEL_SHORT : SAVE_LABEL_SHORT[state]}</span>
    </span>
  );
}
