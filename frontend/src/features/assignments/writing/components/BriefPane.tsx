/** What is to be written: the form, the use case, and what whoever ordered it says. */
import { Button } from "@mantine/core";
import type { ReactNode } from "react";

import { Key } from "@/components/Key";
import { Markdown } from "@/components/markdown/Markdown";
import { words } from "@/lib/format";

import pane from "../../task/components/Pane.module.css";
import type { Layout } from "../../task/hooks/useLayout";
import type { Brief } from "../state/prompt-writing";
import { FORM_HINT, FORM_LABEL } from "../strings";
import classes from "./BriefPane.module.css";

interface BriefPaneProps {
  brief: Brief;
  language: string;
  layout: Layout;
  open: boolean;
  onToggle: () => void;
  about: ReactNode;
  onAbout: () => void;
}

export function BriefPane({ brief, language, layout, open, onToggle, about, onAbout }: BriefPaneProps) {
  const name = new Intl.DisplayNames(["en"], { type: "language", fallback: "code" }).of(language) ?? language;
  return (
    <aside className={`${pane.pane ?? ""} ${classes.pane ?? ""}`} data-layout={layout} data-open={open} aria-label="Brief">
      <div className={pane.head}>
        <h2 className={pane.title}>Brief</h2>
        <span className={pane.spacer} />
        {layout !== "wide" && (
          <Button
            variant="subtle"
            size="compact-xs"
            aria-haspopup="dialog"
            aria-keyshortcuts="a"
            rightSection={<Key>A</Key>}
            onClick={onAbout}
          >
            Tag prompt
          </Button>
        )}
        <Button
          variant="subtle"
          size="compact-xs"
          onClick={onToggle}
          aria-expanded={open}
          aria-keyshortcuts="p"
          rightSection={<Key>P</Key>}
        >
          {open ? "Hide" : "Show"}
        </Button>
      </div>
      {open && (
        // Scrolls on its own, so the keyboard must be able to get into it.
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        <div className={pane.scroller} tabIndex={0} role="group" aria-label="What is to be written">
          <h3 className={classes.form}>{FORM_LABEL[brief.form]}</h3>
          <p className={classes.hint}>{FORM_HINT[brief.form]}</p>
          <dl className={classes.facts}>
            <dt>Use case</dt>
            <dd>{brief.use_case === "" ? "yours to choose" : words(brief.use_case)}</dd>
            <dt>Language</dt>
            <dd>{name}</dd>
          </dl>
          {brief.instructions !== "" && (
            <div className={classes.instructions}>
              <Markdown text={brief.instructions} size="sm" headings="document" />
            </div>
          )}
        </div>
      )}
      {layout === "wide" && (
        <details className={`${pane.about ?? ""} ${classes.about ?? ""}`}>
          <summary aria-keyshortcuts="a">
            About the prompt <Key>A</Key>
          </summary>
          {about}
        </details>
      )}
    </aside>
  );
}
