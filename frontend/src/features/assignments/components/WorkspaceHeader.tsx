/** The one line above the work: where we are, whether it is saved, how long, and help. */
import { ActionIcon, Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";

import { Key } from "@/components/Key";
import type { Assignment } from "@/lib/api-types";
import { clock } from "@/lib/format";

import type { SaveState } from "../state/draft-saver";
import { KIND_LABEL, SAVE_LABEL, SAVE_LABEL_SHORT } from "../strings";
import classes from "./WorkspaceHeader.module.css";

interface WorkspaceHeaderProps {
  assignment: Assignment;
  state: SaveState;
  activeSeconds: number;
  onConflict: () => void;
  onGuidelines: () => void;
  onHelp: () => void;
  /** For a judgment that is being edited afterwards. */
  note?: string | undefined;
}

export function WorkspaceHeader(props: WorkspaceHeaderProps) {
  const { assignment, state, activeSeconds, note } = props;
  return (
    <header className={classes.header}>
      <Link to="/" className={classes.back} aria-label="Back to the queue" title="Back to the queue">
        ←
      </Link>
      <h1 className={classes.title}>
        <span className={classes.project}>{assignment.project.name}</span>
        <span className={classes.kind}>{note ?? KIND_LABEL[assignment.kind]}</span>
      </h1>
      <div className={classes.spacer} />
      <SaveSign state={state} onConflict={props.onConflict} />
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

function SaveSign({ state, onConflict }: { state: SaveState; onConflict: () => void }) {
  if (state === "conflict") {
    return (
      <Button size="compact-xs" color="yellow" variant="light" onClick={onConflict}>
        {SAVE_LABEL.conflict}
      </Button>
    );
  }
  return (
    <span className={classes.save} data-state={state} role="status">
      <span className={classes.dot} aria-hidden="true" />
      <span className={classes.long}>{SAVE_LABEL[state]}</span>
      <span className={classes.short}>{SAVE_LABEL_SHORT[state]}</span>
    </span>
  );
}
