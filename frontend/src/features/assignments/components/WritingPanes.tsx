/** Write and preview: side by side where there is room, as two tabs else. */
import { SegmentedControl } from "@mantine/core";
import { useDeferredValue, useState } from "react";

import { Markdown } from "@/components/markdown/Markdown";

import type { Layout } from "../hooks/useLayout";
import type { Writing } from "../hooks/useWriting";
import classes from "./DemonstrationScreen.module.css";
import { MarkdownEditor } from "./MarkdownEditor";

interface WritingPanesProps {
  writing: Writing;
  layout: Layout;
  lang: string;
}

export function WritingPanes({ writing, layout, lang }: WritingPanesProps) {
  const { content, set } = writing;
  const [tab, setTab] = useState("write");
  const preview = useDeferredValue(content.text);
  const both = layout === "wide";
  return (
    <>
      {!both && (
        <SegmentedControl
          className={classes.tabs}
          value={tab}
          onChange={setTab}
          size="xs"
          data={[
            { value: "write", label: "Write" },
            { value: "preview", label: "Preview" },
          ]}
        />
      )}
      <div className={classes.panes} data-both={both}>
        {(both || tab === "write") && (
          <section className={classes.pane} aria-label="Write">
            <MarkdownEditor
              value={content.text}
              label="Your answer, in Markdown"
              placeholder="Write the answer the assistant should have given. Markdown works."
              lang={lang}
              onChange={(text) => {
                set({ text });
              }}
            />
          </section>
        )}
        {(both || tab === "preview") && (
          <section className={classes.pane} data-kind="preview" aria-label="Preview">
            <h2 className={classes.previewTitle}>Preview</h2>
            {/* Scrolls on its own, so the keyboard must be able to get into it. */}
            {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
            <div className={classes.preview} tabIndex={0} role="group" aria-label="Preview text">
              {preview.trim() === "" ? (
                <p className={classes.empty}>What you write appears here as users will see it.</p>
              ) : (
                <Markdown text={preview} lang={lang} />
              )}
            </div>
          </section>
        )}
      </div>
    </>
  );
}
