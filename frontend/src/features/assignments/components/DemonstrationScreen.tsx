/** Writing the ideal answer: conversation, Markdown and its preview side by side. */
import { Suspense, useDeferredValue, useState } from "react";

import { count, wordCount } from "@/lib/format";
import { lazyNamed } from "@/lib/lazy";

import { useLater } from "../hooks/useLater";
import { useLayout, type Layout } from "../hooks/useLayout";
import { useSession, type Session, type SessionOptions } from "../hooks/useSession";
import { useShortcuts } from "../hooks/useShortcuts";
import { useWriting, writingToAnswer, writingToDraft, type Writing } from "../hooks/useWriting";
import type { Command } from "../state/keys";
import { AboutPrompt } from "./AboutPrompt";
import { SubmitButton } from "./Actions";
import classes from "./DemonstrationScreen.module.css";
import { PromptPane } from "./PromptPane";
import { SkipButton } from "./SkipButton";
import { WorkspaceHeader } from "./WorkspaceHeader";
import { WritingPanes } from "./WritingPanes";

// Not needed for the first look, but before the network may go: fetched when all is quiet.
const loadDialogs = () => import("./SessionDialogs");
const SessionDialogs = lazyNamed(loadDialogs, "SessionDialogs");
const LATER = [loadDialogs];

export function DemonstrationScreen(props: SessionOptions) {
  const { assignment } = props;
  const layout = useLayout();
  useLater(LATER);
  const session = useSession(props);
  const writing = useWriting(session.draft.initial, session.draft.change);
  const [promptOpen, setPromptOpen] = useState(layout !== "phone");
  const togglePrompt = () => {
    setPromptOpen(!promptOpen);
  };
  const submit = () => {
    if (writing.content.text.trim() === "") document.querySelector<HTMLElement>("[data-editor]")?.focus();
    else void session.work.submit(writingToAnswer(writing.content));
  };
  const { setDialog } = session;
  useShortcuts({
    singleKeys: session.singleKeys,
    paused: session.dialog !== null || session.work.busy,
    onCommand: (command) => writingCommand(command, { session, submit, togglePrompt }),
  });
  return (
    <div className={classes.screen} data-layout={layout} data-prompt={promptOpen}>
      <WorkspaceHeader
        assignment={assignment}
        state={session.draft.state}
        activeSeconds={session.activeSeconds}
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
      {(promptOpen || layout !== "wide") && (
        <Prompt {...{ session, writing, layout }} assignment={assignment} open={promptOpen} toggle={togglePrompt} />
      )}
      <main className={classes.centre}>
        <WritingPanes writing={writing} layout={layout} lang={assignment.prompt.language} />
        <Foot session={session} writing={writing} onSubmit={submit} />
      </main>
      {session.dialogs && (
        <Suspense>
          <SessionDialogs
            assignment={assignment}
            session={session}
            mine={() => writingToDraft(writing.content)}
            onTheirs={writing.replace}
            about={<About assignment={assignment} writing={writing} />}
          />
        </Suspense>
      )}
    </div>
  );
}

interface WritingCommandOptions {
  session: Session;
  submit: () => void;
  togglePrompt: () => void;
}

/** While writing only Ctrl+Enter submits: a plain Enter outside the field is too easily hit. */
function writingCommand(command: Command, options: WritingCommandOptions): boolean {
  const { session, submit, togglePrompt } = options;
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
      togglePrompt();
      return true;
    case "escape":
      if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
      return true;
    default:
      return false;
  }
}

type AboutProps = Pick<PromptProps, "assignment" | "writing">;

function About({ assignment, writing: { content, set } }: AboutProps) {
  return (
    <AboutPrompt
      fields={assignment.rating_schema.prompt_fields}
      values={content.promptFields}
      notes={content.notes}
      onField={(key, value) => {
        set({ promptFields: { ...content.promptFields, [key]: value } });
      }}
      onNotes={(notes) => {
        set({ notes });
      }}
    />
  );
}

interface PromptProps {
  assignment: SessionOptions["assignment"];
  session: Session;
  writing: Writing;
  layout: Layout;
  open: boolean;
  toggle: () => void;
}

function Prompt({ assignment, session, writing, layout, open, toggle }: PromptProps) {
  const { content } = writing;
  const marked = Object.values(content.promptFields).filter(Boolean).length;
  return (
    <PromptPane
      assignment={assignment}
      layout={layout}
      open={open}
      onToggle={toggle}
      aboutCount={marked + (content.notes.trim() === "" ? 0 : 1)}
      about={<About assignment={assignment} writing={writing} />}
      onAbout={() => {
        session.setDialog("about");
      }}
    />
  );
}

interface FootProps {
  session: Session;
  writing: Writing;
  onSubmit: () => void;
}

function Foot({ session, writing, onSubmit }: FootProps) {
  const text = useDeferredValue(writing.content.text);
  const empty = writing.content.text.trim() === "";
  return (
    <div className={classes.foot}>
      <span className={classes.words} role="status">
        {count(wordCount(text), "word")}
      </span>
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
          todo={empty ? "nothing written yet" : ""}
          busy={session.work.busy}
          label={session.submitLabel}
          onSubmit={onSubmit}
          shortcut="Ctrl ↵"
        />
      </div>
    </div>
  );
}
