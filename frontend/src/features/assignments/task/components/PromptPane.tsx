/**
 * The prompt beside (wide) or above (narrow) the answers. It opens at the turn that is to be
 * answered: with all of it in sight, or at its start where it is longer than the pane.
 */
import { Badge, Button } from "@mantine/core";
import { Suspense, useEffect, useRef, type ReactNode } from "react";

import { Conversation } from "@/components/Conversation";
import { Key } from "@/components/Key";
import { Markdown } from "@/components/markdown/Markdown";
import type { Assignment } from "@/lib/api-types";
import { lazyNamed } from "@/lib/lazy";

import type { Layout } from "../hooks/useLayout";
import { applyKeptSizes } from "../state/prompt-size";
import pane from "./Pane.module.css";
import classes from "./PromptPane.module.css";

// Not needed for the first look.
const PromptGrip = lazyNamed(() => import("./PromptGrip"), "PromptGrip");
/** What the answers need at least, beside the prompt and below it, in pixels. */
const BESIDE = { pair: 640, other: 760, below: 320 };
// Before the first paint: nothing moves under the eyes.
applyKeptSizes();

interface PromptPaneProps {
  assignment: Assignment;
  layout: Layout;
  open: boolean;
  onToggle: () => void;
  /** What the labeler says about the prompt; null where the project asks nothing. */
  about: ReactNode;
  /** Opens it as a dialog, where there is no room for it here. */
  onAbout: () => void;
  /** How many of it are set. */
  aboutCount: number;
}

export function PromptPane({ assignment, layout, open, onToggle, about, onAbout, aboutCount }: PromptPaneProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const questions = useRef<HTMLDetailsElement>(null);
  const { prompt } = assignment;
  useEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    // What is read comes first: where both do not fit, the questions wait behind their line.
    const isCrowded = element.scrollHeight > element.clientHeight + 1;
    if (questions.current !== null && isCrowded) questions.current.open = false;
    // Collapsed, the last turn alone is there, and its first words say the most.
    element.scrollTop = open ? lastTurnTop(element) : 0;
  }, [assignment.id, layout, open]);

  const pair = assignment.kind === "comparison" && assignment.slots.length === 2;
  const asked = assignment.rating_schema.prompt_fields.length > 0;
  const shownMessages = open ? prompt.messages : prompt.messages.slice(-1);
  return (
    <aside className={`${pane.pane ?? ""} ${classes.pane ?? ""}`} data-layout={layout} data-open={open} aria-label="Conversation">
      <div className={`${pane.head ?? ""} ${classes.head ?? ""}`}>
        <h2 className={pane.title}>Conversation</h2>
        {prompt.sensitive && (
          <Badge size="xs" color="orange" variant="light">
            Sensitive
          </Badge>
        )}
        <span className={pane.spacer} />
        {layout !== "wide" && about !== null && (
          <Button
            variant="subtle"
            size="compact-xs"
            aria-haspopup="dialog"
            aria-keyshortcuts="a"
            rightSection={<Key>A</Key>}
            onClick={onAbout}
          >
            Tag prompt{aboutCount > 0 && ` · ${String(aboutCount)}`}
          </Button>
        )}
        <ToggleButton layout={layout} open={open} onToggle={onToggle} />
      </div>
      {/* Scrolls on its own, so the keyboard must be able to get into it. */}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div className={`${pane.scroller ?? ""} ${classes.scroller ?? ""}`} ref={scroller} tabIndex={0}>
        <Conversation messages={shownMessages} lang={prompt.language} />
        {open && prompt.reference_documents.map((document) => (
          <details key={document.title} className={classes.document}>
            <summary>{document.title}</summary>
            <Markdown text={document.text} lang={prompt.language} size="sm" />
          </details>
        ))}
      </div>
      {layout === "wide" && about !== null && (
        // Open where there is room: asked once per task, and a closed question is not answered.
        <details ref={questions} className={`${pane.about ?? ""} ${classes.about ?? ""}`} open={asked}>
          <summary aria-keyshortcuts="a">
            About the prompt{aboutCount > 0 && ` · ${String(aboutCount)}`} <Key>A</Key>
          </summary>
          <div className={classes.aboutBody}>{about}</div>
        </details>
      )}
      {open && layout !== "phone" && (
        <Suspense>
          <PromptGrip
            side={layout === "wide" ? "width" : "height"}
            others={layout === "wide" ? BESIDE[pair ? "pair" : "other"] : BESIDE.below}
          />
        </Suspense>
      )}
    </aside>
  );
}

/** How far to scroll: to the end, but never past the start of the last turn. */
function lastTurnTop(scroller: HTMLElement): number {
  const last = scroller.querySelector("[data-last=true]");
  if (last === null) return 0;
  const start = last.getBoundingClientRect().top - scroller.getBoundingClientRect().top;
  return Math.min(scroller.scrollHeight - scroller.clientHeight, scroller.scrollTop + start);
}

interface ToggleButtonProps {
  layout: Layout;
  open: boolean;
  onToggle: () => void;
}

function ToggleButton({ layout, open, onToggle }: ToggleButtonProps) {
  const narrow = open ? "Show less" : "Show all";
  const wide = open ? (layout === "wide" ? "Hide" : "Collapse") : "Show all";
  return (
    <Button
      variant="subtle"
      size="compact-xs"
      onClick={onToggle}
      aria-expanded={open}
      aria-keyshortcuts="p"
      rightSection={<Key>P</Key>}
    >
      {layout === "phone" ? narrow : wide}
    </Button>
  );
}
