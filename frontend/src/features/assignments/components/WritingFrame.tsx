/**
 * The frame of every writing screen: the line above, what is given on the left, the fields, the
 * foot with length and submit, and the dialogs. What is written, the screens know alone.
 */
import { Button } from "@mantine/core";
import { Suspense, useState, type ReactNode } from "react";

import { Key } from "@/components/Key";
import { lazyNamed } from "@/lib/lazy";

import type { DraftContent } from "../hooks/useDraft";
import { useKept } from "../hooks/useKept";
import { useLater } from "../hooks/useLater";
import type { Layout } from "../hooks/useLayout";
import type { Session, SessionOptions } from "../hooks/useSession";
import { useShortcuts } from "../hooks/useShortcuts";
import type { Command } from "../state/keys";
import { SubmitButton } from "./Actions";
import { SkipButton } from "./SkipButton";
import { WorkspaceHeader } from "./WorkspaceHeader";
import classes from "./WritingFrame.module.css";
import { WritingStats } from "./WritingStats";

// Not needed for the first look, but before the network may go: fetched when all is quiet.
const loadDialogs = () => import("./SessionDialogs");
const SessionDialogs = lazyNamed(loadDialogs, "SessionDialogs");
const loadKept = () => import("./KeptDialog");
const KeptDialog = lazyNamed(loadKept, "KeptDialog");
const LATER = [loadDialogs, loadKept];

interface WritingFrameProps {
  assignment: SessionOptions["assignment"];
  session: Session;
  layout: Layout;
  /** What is given: the conversation, or the brief. */
  given: ReactNode;
  givenOpen: boolean;
  toggleGiven: () => void;
  children: ReactNode;
  /** Everything written, for its length. */
  text: string;
  draft: DraftContent;
  replace: (draft: DraftContent) => void;
  /** What is still to do; empty when complete. */
  todo: string;
  submit: () => void;
  /** What the labeler says about the prompt, for the dialog of narrow screens. */
  about: ReactNode;
}

export function WritingFrame(props: WritingFrameProps) {
  const { assignment, session, layout, given, givenOpen, children, draft, replace, about } = props;
  const { setDialog } = session;
  const [keptOpen, setKeptOpen] = useState(false);
  const kept = useKept(assignment.id, session.draft, draft);
  useLater(LATER);
  useShortcuts({
    singleKeys: session.singleKeys,
    paused: session.dialog !== null || session.work.busy || keptOpen,
    onCommand: (command) => writingCommand(command, props),
  });
  const bringBack = (version: DraftContent) => {
    kept.add(draft, "here");
    replace(version);
    session.draft.change(version);
    setKeptOpen(false);
  };
  return (
    <div className={classes.screen} data-layout={layout} data-prompt={givenOpen}>
      <WorkspaceHeader
        assignment={assignment}
        state={session.draft.state}
        revising={session.revising !== null}
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
      {(givenOpen || layout !== "wide") && given}
      <main className={classes.centre}>
        {children}
        <Foot
          {...props}
          keptCount={kept.count}
          onKept={() => {
            setKeptOpen(true);
          }}
        />
      </main>
      <Suspense>
        {session.dialogs && (
          <SessionDialogs
            assignment={assignment}
            session={session}
            mine={() => draft}
            onTheirs={replace}
            about={about}
          />
        )}
        {keptOpen && (
          <KeptDialog
            versions={kept.list()}
            onClose={() => {
              setKeptOpen(false);
            }}
            onBringBack={bringBack}
          />
        )}
      </Suspense>
    </div>
  );
}

/** While writing only Ctrl+Enter submits: a plain Enter outside the field is too easily hit. */
function writingCommand(command: Command, props: WritingFrameProps): boolean {
  const { session, submit, toggleGiven } = props;
  switch (command.type) {
    case "submit":
      submit();
      return true;
    case "skip":
      if (session.revising !== null) return false;
      session.setDialog("skip");
      return true;
    case "guidelines":
    case "help":
      session.setDialog(command.type);
      return true;
    case "prompt":
      toggleGiven();
      return true;
    case "escape":
      if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
      return true;
    default:
      return false;
  }
}

interface FootProps extends Pick<WritingFrameProps, "session" | "text" | "todo" | "submit" | "givenOpen" | "toggleGiven" | "layout"> {
  keptCount: number;
  onKept: () => void;
}

function Foot({ session, text, todo, submit, givenOpen, toggleGiven, layout, keptCount, onKept }: FootProps) {
  return (
    <div className={classes.foot}>
      {layout === "wide" && !givenOpen && (
        <Button variant="default" size="xs" onClick={toggleGiven} aria-expanded={false} aria-keyshortcuts="p" rightSection={<Key>P</Key>}>
          Show the task
        </Button>
      )}
      <WritingStats text={text} />
      {keptCount > 0 && (
        <Button variant="subtle" size="compact-sm" aria-haspopup="dialog" onClick={onKept}>
          Kept versions · {keptCount}
        </Button>
      )}
      <span className={classes.spacer} />
      {session.revising === null && (
        <SkipButton
          onSkip={() => {
            session.setDialog("skip");
          }}
        />
      )}
      <div className={classes.submit}>
        <SubmitButton
          todo={todo}
          busy={session.work.busy}
          label={session.submitLabel}
          onSubmit={submit}
          shortcut="Ctrl ↵"
        />
      </div>
    </div>
  );
}
