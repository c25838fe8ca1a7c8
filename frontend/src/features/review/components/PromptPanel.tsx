/** What was to be answered, with the documents that came with it. */
import type { ReactNode } from "react";

import { Conversation } from "@/components/Conversation";
import { Panel } from "@/components/Panel";
import { Markdown } from "@/components/markdown/Markdown";
import type { ReviewTask } from "@/lib/api-types";

import classes from "./PromptPanel.module.css";

interface PromptPanelProps {
  prompt: ReviewTask["prompt"];
  /** Scrolls on its own, so that what people said of it stays in sight. */
  brief?: boolean;
}

export function PromptPanel({ prompt, brief = false }: PromptPanelProps) {
  const { messages, language, reference_documents: documents } = prompt;
  return (
    <Panel title="Prompt">
      <Scrolling on={brief}>
        <Conversation messages={messages} lang={language} />
        {documents.map(({ title, text }, index) => (
          <details key={index} className={classes.document}>
            <summary>{title === "" ? `Document ${String(index + 1)}` : title}</summary>
            <div className={classes.text}>
              <Markdown text={text} lang={language} size="sm" />
            </div>
          </details>
        ))}
      </Scrolling>
    </Panel>
  );
}

function Scrolling({ on, children }: { on: boolean; children: ReactNode }) {
  if (!on) return children;
  return (
    // It scrolls, so the keyboard must be able to reach it.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className={classes.brief} role="region" aria-label="Prompt, all of it" tabIndex={0}>
      {children}
    </div>
  );
}
