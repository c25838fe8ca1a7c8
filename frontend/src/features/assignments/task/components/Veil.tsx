/**
 * What covers a sensitive task until its labeler chooses to look, or gives it back.
 *
 * Neither prompt nor answers are on the page behind it. The choice holds for this task alone.
 */
import { Button, Group, Text } from "@mantine/core";
import { Suspense, useEffect, useRef } from "react";

import { Key } from "@/components/Key";
import { count } from "@/lib/format";
import { lazyNamed } from "@/lib/lazy";

import { useSession, type SessionOptions } from "../hooks/useSession";
import { useShortcuts } from "../hooks/useShortcuts";
import type { Command } from "../state/keys";
import { VEIL } from "../strings";
import classes from "./Veil.module.css";
import { WorkspaceHeader } from "./WorkspaceHeader";

const SessionDialogs = lazyNamed(() => import("./SessionDialogs"), "SessionDialogs");

interface VeilProps extends SessionOptions {
  onLook: () => void;
}

export function Veil({ onLook, ...props }: VeilProps) {
  const { assignment } = props;
  const session = useSession(props);
  const { dialog, setDialog, work, draft, dialogs, singleKeys } = session;
  useShortcuts({
    singleKeys,
    paused: dialog !== null || work.busy,
    onCommand: (command: Command) => {
      if (command.type === "submit") onLook();
      else if (command.type === "skip" || command.type === "guidelines" || command.type === "help") {
        setDialog(command.type);
      } else return false;
      return true;
    },
  });
  return (
    <div className={classes.screen}>
      <WorkspaceHeader
        assignment={assignment}
        saving={draft.saving}
        revising={false}
        onConflict={() => {
          setDialog("conflict");
        }}
        onGuidelines={() => {
          setDialog("guidelines");
        }}
        onHelp={() => {
          setDialog("help");
        }}
      />
      <main className={classes.centre}>
        <Choice
          answers={assignment.slots.length}
          onLook={onLook}
          onSkip={() => {
            setDialog("skip");
          }}
        />
      </main>
      {dialogs && (
        <Suspense>
          <SessionDialogs
            assignment={assignment}
            session={session}
            mine={() => draft.initial ?? {}}
            onTheirs={onLook}
            about={null}
          />
        </Suspense>
      )}
    </div>
  );
}

interface ChoiceProps {
  answers: number;
  onLook: () => void;
  onSkip: () => void;
}

function Choice({ answers, onLook, onSkip }: ChoiceProps) {
  const look = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    look.current?.focus();
  }, []);
  return (
    <section className={classes.card} aria-labelledby="veil-title">
      <h2 id="veil-title" className={classes.title}>
        {VEIL.title}
      </h2>
      <Text>{VEIL.explanation}</Text>
      {answers > 0 && (
        <Text size="sm" c="dimmed">
          A conversation and {count(answers, "answer")}.
        </Text>
      )}
      <Group gap="sm">
        <Button ref={look} onClick={onLook} aria-keyshortcuts="Enter" rightSection={<Key>Enter</Key>}>
          {VEIL.look}
        </Button>
        <Button variant="default" onClick={onSkip} aria-keyshortcuts="s" rightSection={<Key>S</Key>}>
          {VEIL.skip}
        </Button>
      </Group>
    </section>
  );
}
