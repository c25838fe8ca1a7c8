/** A text to edit with its original beside it. */
import { Button, Group, Textarea } from "@mantine/core";
import { useState } from "react";

import { Key } from "@/components/Key";
import { Panel } from "@/components/Panel";
import { Markdown } from "@/components/markdown/Markdown";

import { useKeys } from "../hooks/useKeys";
import classes from "./EditBeside.module.css";

interface EditBesideProps {
  text: string;
  lang: string;
  busy: boolean;
  onCancel: () => void;
  onSave: (text: string, reason: string) => void;
}

export function EditBeside({ text, lang, busy, onCancel, onSave }: EditBesideProps) {
  const [edited, setEdited] = useState(text);
  const [reason, setReason] = useState("");
  const ready = edited.trim() !== "" && edited !== text;
  const save = () => {
    if (ready && !busy) onSave(edited, reason);
  };
  useKeys({ "Ctrl+Enter": save });
  return (
    <div className={classes.columns}>
      <Panel title="As it was written">
        <Markdown text={text} lang={lang} />
      </Panel>
      <Panel title="Your edit">
        <div className={classes.form}>
          <Textarea
            aria-label="The edited answer"
            autosize
            minRows={10}
            maxRows={30}
            dir="auto"
            lang={lang}
            value={edited}
            data-autofocus
            onChange={(event) => {
              setEdited(event.currentTarget.value);
            }}
          />
          <Textarea
            label="Why, for its author"
            description="Without your name."
            autosize
            minRows={2}
            dir="auto"
            value={reason}
            onChange={(event) => {
              setReason(event.currentTarget.value);
            }}
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={onCancel}>
              Cancel
            </Button>
            <Button disabled={!ready} loading={busy} onClick={save} rightSection={<Key>Ctrl ↵</Key>}>
              Save the edit
            </Button>
          </Group>
        </div>
      </Panel>
    </div>
  );
}
