/**
 * What is written, and beside it the preview or the prompt's documents: next to each other where
 * there is room, as tabs else. The fields stay on the page behind a tab, so that undo goes on.
 */
import { SegmentedControl } from "@mantine/core";
import { useState, type ReactNode } from "react";

import type { Assignment } from "@/lib/api-types";

import type { Layout } from "../../task/hooks/useLayout";
import { useShowFields } from "../hooks/useWritingFocus";
import { References } from "./References";
import classes from "./WritingPanes.module.css";

interface WritingPanesProps {
  layout: Layout;
  lang: string;
  documents: Assignment["prompt"]["reference_documents"];
  /** The fields. */
  children: ReactNode;
  /** What is written as its readers will see it; null while there is nothing. */
  preview: ReactNode;
  /** Several fields below each other, which scroll together. */
  scrolls?: boolean;
}

type Tab = "write" | "preview" | "documents";

export function WritingPanes(props: WritingPanesProps) {
  const { layout, lang, documents, children, preview, scrolls = false } = props;
  const [tab, setTab] = useState<Tab>("write");
  const [side, setSide] = useState<Tab>(documents.length > 0 ? "documents" : "preview");
  useShowFields(() => {
    setTab("write");
  });
  const both = layout === "wide";
  const label = documents.length > 1 ? `Documents (${String(documents.length)})` : "Document";
  const beside = [
    { value: "preview", label: "Preview" },
    ...(documents.length > 0 ? [{ value: "documents", label }] : []),
  ];
  const shown = both ? side : tab;
  return (
    <>
      {!both && (
        <SegmentedControl
          className={classes.tabs}
          value={tab}
          onChange={(value) => {
            setTab(value as Tab);
          }}
          size="xs"
          data={[{ value: "write", label: "Write" }, ...beside]}
        />
      )}
      <div className={classes.panes} data-both={both}>
        <section className={classes.pane} data-scrolls={scrolls} aria-label="Write" hidden={!both && tab !== "write"}>
          {children}
        </section>
        {shown !== "write" && (
          <section className={classes.pane} data-kind="side" aria-label={shown === "preview" ? "Preview" : label}>
            {both && (
              <div className={classes.sideHead}>
                {beside.length === 1 ? (
                  <h2 className={classes.sideTitle}>Preview</h2>
                ) : (
                  <SegmentedControl
                    size="xs"
                    value={side}
                    onChange={(value) => {
                      setSide(value as Tab);
                    }}
                    data={beside}
                  />
                )}
              </div>
            )}
            {shown === "preview" ? <Preview>{preview}</Preview> : <References documents={documents} lang={lang} />}
          </section>
        )}
      </div>
    </>
  );
}

function Preview({ children }: { children: ReactNode }) {
  return (
    // Scrolls on its own, so the keyboard must be able to get into it.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className={classes.preview} tabIndex={0} role="group" aria-label="Preview text">
      {children ?? <p className={classes.empty}>What you write appears here as users will see it.</p>}
    </div>
  );
}
