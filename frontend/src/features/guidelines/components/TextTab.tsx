/** The text of the next release beside its preview. */
import { Paper, Textarea } from "@mantine/core";
import { useDeferredValue } from "react";

import { ReleaseBody } from "@/components/guideline/ReleaseBody";

import type { Draft } from "../draft";
import classes from "./ReleaseEditor.module.css";

export interface TabProps {
  draft: Draft;
  onChange: (part: Partial<Draft>) => void;
}

export function TextTab({ draft, onChange }: TabProps) {
  // A long text is rendered when the keys have a rest, so that typing never waits for it.
  const shown = useDeferredValue(draft);
  return (
    <div className={classes.columns}>
      <Textarea
        label="Text, in Markdown"
        description="End a heading or paragraph with {#flag_key} to open it where that flag is set."
        inputWrapperOrder={["label", "input", "description"]}
        classNames={{ input: classes.source ?? "" }}
        required
        autosize
        minRows={22}
        maxRows={34}
        value={draft.body_markdown}
        onChange={(event) => {
          onChange({ body_markdown: event.currentTarget.value });
        }}
      />
      <div>
        <div className={classes.label}>Preview</div>
        <Paper
          withBorder
          radius="md"
          className={classes.preview}
          // It scrolls, so the keyboard must be able to reach it.
          tabIndex={0}
          role="region"
          aria-label="Preview"
        >
          <ReleaseBody release={shown} size="sm" />
        </Paper>
      </div>
    </div>
  );
}
