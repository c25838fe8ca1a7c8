/** The search field of a text: Enter goes to the next match, Shift+Enter back, Escape ends it. */
import { ActionIcon, TextInput } from "@mantine/core";
import { useEffect, useState, type KeyboardEvent, type RefObject } from "react";

import classes from "./FindBar.module.css";
import { paint, rangesOf } from "./find";

interface FindBarProps {
  /** What is searched. */
  root: RefObject<HTMLElement | null>;
}

const NOTHING = { query: "", ranges: [] as Range[], current: 0 };

export function FindBar({ root }: FindBarProps) {
  const [found, setFound] = useState(NOTHING);
  const { query, ranges, current } = found;
  const show = (next: typeof NOTHING) => {
    setFound(next);
    paint(next.ranges, next.current);
  };
  useEffect(
    () => () => {
      paint([], 0);
    },
    [],
  );
  const search = (text: string) => {
    const inText = root.current === null ? [] : rangesOf(root.current, text);
    show({ query: text, ranges: inText, current: 0 });
  };
  const go = (step: number) => {
    // Answers may have been loaded since: what is searched is what is there now.
    const now = root.current === null ? [] : rangesOf(root.current, query);
    const next = now.length === 0 ? 0 : (current + step + now.length) % now.length;
    show({ query, ranges: now, current: next });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter") {
      event.preventDefault();
      go(event.shiftKey ? -1 : 1);
    }
    if (event.key === "Escape") show(NOTHING);
  };
  const count = ranges.length === 0 ? "none" : `${String(current + 1)} of ${String(ranges.length)}`;
  return (
    <div className={classes.bar} role="search">
      <TextInput
        className={classes.field}
        aria-label="Search the guidelines"
        placeholder="Search"
        size="xs"
        type="search"
        value={query}
        // The first Escape ends the search, the next one closes the panel around it.
        data-mantine-stop-propagation={query === "" ? undefined : "true"}
        onKeyDown={onKeyDown}
        onChange={(event) => {
          search(event.currentTarget.value);
        }}
      />
      <span className={classes.count} role="status">
        {query.trim() === "" ? "" : count}
      </span>
      <Step label="Previous match (Shift+Enter)" sign="↑" disabled={ranges.length < 2} onClick={() => { go(-1); }} />
      <Step label="Next match (Enter)" sign="↓" disabled={ranges.length < 2} onClick={() => { go(1); }} />
    </div>
  );
}

interface StepProps {
  label: string;
  sign: string;
  disabled: boolean;
  onClick: () => void;
}

function Step({ label, sign, disabled, onClick }: StepProps) {
  return (
    <ActionIcon variant="default" size="md" aria-label={label} disabled={disabled} onClick={onClick}>
      {sign}
    </ActionIcon>
  );
}
