/** The documents that came with the prompt, beside the text that is written from them. */
import { ActionIcon, NativeSelect, TextInput } from "@mantine/core";
import { useDeferredValue, useEffect, useRef, useState, type KeyboardEvent, type RefObject } from "react";

import { Markdown } from "@/components/markdown/Markdown";
import type { Assignment } from "@/lib/api-types";

import { matchesIn, showMatches } from "../state/find";
import classes from "./References.module.css";

type Document = Assignment["prompt"]["reference_documents"][number];

interface ReferencesProps {
  documents: readonly Document[];
  lang: string;
}

export function References({ documents, lang }: ReferencesProps) {
  const [chosen, setChosen] = useState(0);
  const [wanted, setWanted] = useState("");
  const text = useRef<HTMLDivElement>(null);
  const found = useFound(text, useDeferredValue(wanted), chosen);
  const document = documents[chosen];
  if (document === undefined) return null;
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    found.step(event.shiftKey ? -1 : 1);
  };
  return (
    <div className={classes.references}>
      <div className={classes.tools}>
        {documents.length > 1 && (
          <NativeSelect
            size="xs"
            className={classes.chooser}
            aria-label="Document"
            value={String(chosen)}
            data={documents.map(({ title }, index) => ({ value: String(index), label: title || `Document ${String(index + 1)}` }))}
            onChange={(event) => {
              setChosen(Number(event.currentTarget.value));
            }}
          />
        )}
        <TextInput
          size="xs"
          className={classes.search}
          type="search"
          aria-label="Search in this document"
          placeholder="Search"
          value={wanted}
          onKeyDown={onKeyDown}
          onChange={(event) => {
            setWanted(event.currentTarget.value);
          }}
        />
        <span className={classes.count} role="status">
          {wanted.trim() !== "" && (found.total === 0 ? "none" : `${String(found.at + 1)} of ${String(found.total)}`)}
        </span>
        <Step label="Previous match" symbol="↑" disabled={found.total === 0} onClick={() => { found.step(-1); }} />
        <Step label="Next match" symbol="↓" disabled={found.total === 0} onClick={() => { found.step(1); }} />
      </div>
      {/* Scrolls on its own, so the keyboard must be able to get into it. */}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div className={classes.text} ref={text} tabIndex={0} role="group" aria-label={document.title || "Document"}>
        {documents.length === 1 && document.title !== "" && <h3 className={classes.title}>{document.title}</h3>}
        <Markdown text={document.text} lang={lang} headings="document" />
      </div>
    </div>
  );
}

interface StepProps {
  label: string;
  symbol: string;
  disabled: boolean;
  onClick: () => void;
}

function Step({ label, symbol, disabled, onClick }: StepProps) {
  return (
    <ActionIcon variant="subtle" color="gray" size={26} aria-label={label} disabled={disabled} onClick={onClick}>
      {symbol}
    </ActionIcon>
  );
}

/** Marks what is searched for in the drawn document, and goes from one place to the next. */
function useFound(text: RefObject<HTMLDivElement | null>, wanted: string, chosen: number) {
  const [ranges, setRanges] = useState<readonly Range[]>([]);
  const [at, setAt] = useState(0);
  useEffect(() => {
    // The document is drawn by then.
    const frame = requestAnimationFrame(() => {
      setRanges(text.current === null ? [] : matchesIn(text.current, wanted));
      setAt(0);
    });
    return () => {
      cancelAnimationFrame(frame);
    };
  }, [text, wanted, chosen]);
  useEffect(() => {
    const current = ranges[at] ?? null;
    showMatches(ranges, current);
    current?.startContainer.parentElement?.scrollIntoView({ block: "nearest" });
    return () => {
      showMatches([], null);
    };
  }, [ranges, at]);
  const step = (by: -1 | 1) => {
    if (ranges.length > 0) setAt((at + by + ranges.length) % ranges.length);
  };
  return { total: ranges.length, at, step };
}
