/** The reason of a review: answers are named by references, which each reader sees as their own letter. */
import { Button, Textarea, UnstyledButton } from "@mantine/core";
import { useRef } from "react";

import { aloneIn, referring } from "@/lib/lettered";

import { TEXT } from "../strings";
import classes from "./ReasonField.module.css";

interface ReasonFieldProps {
  value: string;
  slots: readonly string[];
  onChange: (value: string) => void;
}

export function ReasonField({ value, slots, onChange }: ReasonFieldProps) {
  const field = useRef<HTMLTextAreaElement>(null);
  const insert = (letter: string) => {
    const { selectionStart: from = value.length, selectionEnd: to = value.length } = field.current ?? {};
    const named = `[${letter}]`;
    onChange(value.slice(0, from) + named + value.slice(to));
    // The cursor goes behind it once React has written it.
    requestAnimationFrame(() => {
      field.current?.focus();
      field.current?.setSelectionRange(from + named.length, from + named.length);
    });
  };
  const alone = aloneIn(value, slots);
  return (
    <div className={classes.field}>
      <Textarea
        ref={field}
        label={TEXT.reasonLabel}
        description={TEXT.reasonHint}
        required
        autosize
        minRows={3}
        dir="auto"
        value={value}
        onChange={(event) => {
          onChange(event.currentTarget.value);
        }}
      />
      <div className={classes.chips} role="group" aria-label={TEXT.nameAnswer}>
        <span className={classes.hint}>{TEXT.nameAnswer}:</span>
        {slots.map((slot) => (
          <UnstyledButton key={slot} className={classes.chip} aria-label={`${TEXT.nameAnswer}: ${slot}`} onClick={() => { insert(slot); }}>
            {slot}
          </UnstyledButton>
        ))}
      </div>
      {alone.length > 0 && (
        <div className={classes.alone}>
          <span role="status">{TEXT.lone(alone)}</span>
          <Button size="compact-sm" variant="default" onClick={() => { onChange(referring(value, slots)); }}>
            {TEXT.refer}
          </Button>
        </div>
      )}
    </div>
  );
}
