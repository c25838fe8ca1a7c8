/** The one line above the work: where we are, whether it is saved, how long, and help. */
import { ActionIcon, Anchor, Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";

import { Key } from "@/components/Key";
import type { Assignment } from "@/lib/api-types";
import { clock } from "@/lib/format";

import { queueQuery } from "../api";
import type { SaveState } from "../state/draft-saver";
import {
  SIGN_IN_AGAIN, KEPT_LABEL, KEPT_LABEL_SHORT, KIND_LABEL, SAVE_LABEL, SAVE_LABEL_SHORT } from "../strings";
import classes from "./WorkspaceHeader.module.css";

interface WorkspaceHeaderProps {
  assignment: Assignment;
  state: SaveState;
  activeSeconds: number;
  onConflict: () => void;
  onGuidelines: () => void;
  onHelp: () => void;
  /** A judgment is being edited after it was submitted; its edit has no draft on the server. */
  revising: boolean;
}

export function WorkspaceHeader(props: WorkspaceHeaderProps) {
  const { assignment, state, activeSeconds, revising } = props;
  return (
    <header className={classes.header}>
      <Link to="/" className={classes.back} aria-label="Back to the queue" title="Back to the queue">
        ←
      </Link>
      <h1 className={classes.title}>
        <span className={classes.project}>{assignment.project.name}</span>
        <span className={classes.kind}>{revising ? "Editing a submitted answer" : KIND_LABEL[assignment.kind]}</span>
      </h1>
      <Today projectId={assignment.project.id} />
      <div className={classes.spacer} />
      <SaveSign state={state} local={revising} onConflict={props.onConflict} />
      <span className={classes.clock} title="Active time on this task">
        <span className="visually-hidden">Active time </span>
        {clock(activeSeconds)}
      </span>
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

/** How many are done today: a sign of progress where the end of the queue is not in sight. */
function Today({ projectId }: { projectId: string }) {
  const { data } = useQuery({ ...queueQuery(projectId), staleTime: 60_000 });
  const submitted = data?.today.submitted ?? 0;
  if (submitted === 0) return null;
  return <span className={classes.today}>{submitted.toLocaleString("en")} done today</span>;
}

interface SaveSignProps {
  state: SaveState;
  /** Saved means: in this browser. */
  local: boolean;
  onConflict: () => void;
}

function SaveSign({ state, local, onConflict }: SaveSignProps) {
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
