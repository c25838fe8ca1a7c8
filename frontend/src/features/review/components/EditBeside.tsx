/** A written answer to edit with its original beside it: one text, or each turn of several. */
import { Button, Group, Textarea } from "@mantine/core";
import { useEffect, useRef } from "react";

import { Conversation } from "@/components/Conversation";
import { Key } from "@/components/Key";
import { Panel } from "@/components/Panel";
import { Markdown } from "@/components/markdown/Markdown";
import type { Message } from "@/lib/api-types";
import { useKeys } from "@/lib/page-keys";

import { useKeptEdit } from "../hooks/useKeptEdit";
import { linesOf, type Written } from "../state/turns";
import classes from "./EditBeside.module.css";

interface EditBesideProps {
  /** Names the demonstration: what is typed is kept in this browser under it. */
  keptAs: string;
  written: Written;
  prompt: readonly Message[];
  lang: string;
  busy: boolean;
  onCancel: () => void;
  onSave: (edited: Written, reason: string) => void;
}

export function EditBeside({ keptAs, written, prompt, lang, busy, onCancel, onSave }: EditBesideProps) {
  const before = textsOf(written);
  const { texts, reason, change, forget } = useKeptEdit(keptAs, before);
  const changed = texts.some((text, index) => text !== before[index]);
  const ready = changed && texts.every((text) => text.trim() !== "");
  const save = () => {
    if (ready && !busy) onSave(withTexts(written, texts), reason);
  };
  useKeys({ "Ctrl+Enter": save });
  const form = useRef<HTMLDivElement>(null);
  useEffect(() => {
    form.current?.querySelector<HTMLElement>("[data-autofocus]")?.focus();
  }, []);
  const lines = linesOf(prompt, "turns" in written ? written.turns : [{ role: "assistant", content: written.text }]);
  return (
    <div className={classes.columns}>
      <Panel title="As it was written">
        {"turns" in written ? (
          <Conversation messages={lines.map(({ message }) => message)} lang={lang} />
        ) : (
          <Markdown text={written.text} lang={lang} />
        )}
      </Panel>
      <Panel title="Your edit">
        <div ref={form} className={classes.form}>
          {lines.map((line, place) =>
            line.kind === "given" ? (
              // The conversation is fixed; its turns have no other identity than their place.
              <div key={place} className={classes.given}>
                <Markdown text={line.message.content} lang={lang} size="sm" />
              </div>
            ) : (
              <Turn
                key={place}
                label={labelOf(written, line.index, line.message.role)}
                alone={texts.length === 1}
                lang={lang}
                first={line.index === 0}
                text={texts[line.index] ?? ""}
                onText={(text) => {
                  change({ texts: texts.map((one, index) => (index === line.index ? text : one)) });
                }}
              />
            ),
          )}
          <Textarea
            label="Why, for its author"
            description="Without your name."
            autosize
            minRows={2}
            dir="auto"
            value={reason}
            onChange={(event) => {
              change({ reason: event.currentTarget.value });
            }}
          />
          <Group justify="flex-end">
            <Button
              variant="default"
              onClick={() => {
                forget();
                onCancel();
              }}
            >
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

interface TurnProps {
  label: string;
  alone: boolean;
  lang: string;
  first: boolean;
  text: string;
  onText: (text: string) => void;
}

function Turn({ label, alone, lang, first, text, onText }: TurnProps) {
  return (
    <Textarea
      {...(alone ? { "aria-label": label } : { label })}
      autosize
      minRows={alone ? 10 : 4}
      maxRows={30}
      dir="auto"
      lang={lang}
      value={text}
      data-autofocus={first || undefined}
      onChange={(event) => {
        onText(event.currentTarget.value);
      }}
    />
  );
}

function labelOf(written: Written, index: number, role: Message["role"]): string {
  if ("text" in written) return "The edited answer";
  const who = role === "user" ? "User" : "Assistant";
  return `${who}, turn ${String(index + 1)} of ${String(written.turns.length)}`;
}

function textsOf(written: Written): string[] {
  return "text" in written ? [written.text] : written.turns.map(({ content }) => content);
}

function withTexts(written: Written, texts: readonly string[]): Written {
  if ("text" in written) return { text: texts[0] ?? "" };
  return { turns: written.turns.map((turn, index) => ({ ...turn, content: texts[index] ?? "" })) };
}
