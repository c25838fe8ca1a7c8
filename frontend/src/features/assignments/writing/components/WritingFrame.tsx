/**
 * The frame of every writing screen: the line above, what is given on the left, the fields, the
 * foot with length and submit, and the dialogs. What is written, the screens know alone.
 */
import { Button } from "@mantine/core";
import { Suspense, useState, type ReactNode } from "react";

import { Key } from "@/components/Key";
import { lazyNamed } from "@/lib/lazy";

import { SubmitButton } from "../../task/components/Actions";
import { HandedInNotice } from "../../task/components/HandedInNotice";
import { SkipButton } from "../../task/components/SkipButton";
import { WorkspaceHeader } from "../../task/components/WorkspaceHeader";
import { sessionCommand } from "../../task/hooks/sessionCommand";
import type { DraftContent } from "../../task/hooks/useDraft";
import { useLater } from "../../task/hooks/useLater";
import type { Layout } from "../../task/hooks/useLayout";
import type { Session, SessionOptions } from "../../task/hooks/useSession";
import { useShortcuts } from "../../task/hooks/useShortcuts";
import { handedIn } from "../../task/state/handed-in";
import type { Command } from "../../task/state/keys";
import { useKept } from "../hooks/useKept";
import { useReturned } from "../hooks/useReturned";
import { ShowFieldsProvider, useWritingFocus } from "../hooks/useWritingFocus";
import classes from "./WritingFrame.module.css";
import { WritingStats } from "./WritingStats";

// Not needed for the first look, but before the network may go: fetched when all is quiet.
const loadDialogs = () => import("../../task/components/SessionDialogs");
const SessionDialogs = lazyNamed(loadDialogs, "SessionDialogs");
const loadConflict = () => import("./ConflictTexts");
const ConflictTexts = lazyNamed(loadConflict, "ConflictTexts");
const loadKept = () => import("./KeptDialog");
const KeptDialog = lazyNamed(loadKept, "KeptDialog");
// Only an answer that is worked on again can have one.
const ReviewersWord = lazyNamed(() => import("../../task/components/ReviewersWord"), "ReviewersWord");
const LATER = [loadDialogs, loadConflict, loadKept];

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
  const focus = useWritingFocus(layout, session.revising !== null);
  const isReturned = useReturned(assignment, session);
  useLater(LATER);
  const submit = () => {
    if (props.todo !== "") focus.show.current();
    if (!isReturned()) props.submit();
  };
  useShortcuts({
    singleKeys: session.singleKeys,
    paused: session.dialog !== null || session.work.busy || keptOpen,
    onCommand: (command) => writingCommand(command, { ...props, submit, enter: focus.enter }),
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
        saving={session.draft.saving}
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
        {session.revising !== null && (
          <Suspense>
            <ReviewersWord assignment={assignment} judgmentId={session.revising.judgmentId} layout={layout} />
          </Suspense>
        )}
        <ShowFieldsProvider value={focus.show}>{children}</ShowFieldsProvider>
        <HandedInNotice keyed={false} />
        <Foot
          {...props}
          submit={submit}
          enter={focus.enter}
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
            both={ConflictTexts}
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

interface CommandOptions extends Pick<WritingFrameProps, "session" | "submit" | "toggleGiven"> {
  enter: () => void;
}

/** While writing only Ctrl+Enter submits: a plain Enter outside the field leads back into it. */
function writingCommand(command: Command, options: CommandOptions): boolean {
  const { session, submit, toggleGiven, enter } = options;
  switch (command.type) {
    case "submit":
      if (command.plain === true) enter();
      else submit();
      return true;
    case "edit":
      enter();
      return true;
    case "undo":
      return handedIn.takeBack();
    case "prompt":
      toggleGiven();
      return true;
    case "escape":
      if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
      return true;
    default:
      return sessionCommand(command, session);
  }
}

interface FootProps extends Pick<WritingFrameProps, "session" | "text" | "todo" | "submit" | "givenOpen" | "toggleGiven" | "layout"> {
  enter: () => void;
  keptCount: number;
  onKept: () => void;
}

function Foot(props: FootProps) {
  const { session, text, todo, submit, givenOpen, toggleGiven, layout, enter, keptCount, onKept } = props;
  return (
    <div className={classes.foot}>
      {layout === "wide" && !givenOpen && (
        <Button variant="default" size="xs" onClick={toggleGiven} aria-expanded={false} aria-keyshortcuts="p" rightSection={<Key>P</Key>}>
          Show the task
        </Button>
      )}
      {layout !== "phone" && <WayIn enter={enter} />}
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

/** From the keys into the text, and from the text to the keys: what of it is said is where one is not. */
function WayIn({ enter }: { enter: () => void }) {
  return (
    <div className={classes.way}>
      <Button
        className={classes.enter}
        variant="default"
        size="xs"
        onClick={enter}
        aria-keyshortcuts="e"
        rightSection={<Key>E</Key>}
      >
        Write
      </Button>
      <span className={classes.leave} aria-hidden="true">
        <Key>Esc</Key> for the keys
      </span>
    </div>
  );
}
