/** A conversation with its given turns, and a field for each turn that is to be written. */
import { Button } from "@mantine/core";

import { Markdown } from "@/components/markdown/Markdown";

import type { FactsChange } from "../state/counters";
import type { Line, Turn } from "../state/turns";
import { ROLE_LABEL } from "../strings";
import { MarkdownEditor } from "./MarkdownEditor";
import classes from "./TurnsEditor.module.css";

interface TurnsEditorProps {
  lines: readonly Line[];
  turns: readonly Turn[];
  lang: string;
  onTurn: (index: number, text: string) => void;
  onFacts: FactsChange;
  /** Turns may be added and taken away. */
  open: boolean;
  onAdd: () => void;
  onRemove: () => void;
}

export function TurnsEditor(props: TurnsEditorProps) {
  const { lines, turns, lang, onTurn, onFacts, open, onAdd, onRemove } = props;
  return (
    <div className={classes.turns}>
      {lines.map((line, place) =>
        line.kind === "given" ? (
          // The conversation is fixed; its turns have no other identity than their place.
          <div key={place} className={classes.given} data-role={line.message.role}>
            <div className={classes.role}>{ROLE_LABEL[line.message.role]}</div>
            <Markdown text={line.message.content} lang={lang} size="sm" />
          </div>
        ) : (
          <Written
            key={place}
            index={line.index}
            count={turns.length}
            turn={turns[line.index] ?? { role: "assistant", content: "" }}
            was={line.was}
            lang={lang}
            onText={(text) => {
              onTurn(line.index, text);
            }}
            onFacts={onFacts}
          />
        ),
      )}
      {open && (
        <div className={classes.more}>
          <Button variant="default" size="xs" onClick={onAdd}>
            Add a user’s turn and its answer
          </Button>
          {turns.length > 2 && (
            <Button variant="subtle" color="gray" size="xs" onClick={onRemove}>
              Take the last two turns away
            </Button>
          )}
        </div>
      )}
    </div>
  );
}

interface WrittenProps {
  index: number;
  count: number;
  turn: Turn;
  was: string | null;
  lang: string;
  onText: (text: string) => void;
  onFacts: FactsChange;
}

function Written({ index, count, turn, was, lang, onText, onFacts }: WrittenProps) {
  const label = `${ROLE_LABEL[turn.role]}, turn ${String(index + 1)} of ${String(count)}`;
  return (
    <section className={classes.written} data-turn={turn.role} aria-label={label}>
      <div className={classes.role} data-written>
        {label}
      </div>
      {was !== null && (
        <details className={classes.was}>
          <summary>What the assistant said here before</summary>
          <Markdown text={was} lang={lang} size="sm" />
          <Button
            size="compact-xs"
            variant="light"
            disabled={turn.content !== ""}
            title={turn.content === "" ? undefined : "Only into an empty field, so that nothing is lost"}
            onClick={() => {
              onText(was);
            }}
          >
            Start from it
          </Button>
        </details>
      )}
      <MarkdownEditor
        grows
        first={index === 0}
        value={turn.content}
        label={label}
        placeholder={
          turn.role === "assistant" ? "What the assistant should say here." : "What the user says next."
        }
        lang={lang}
        onChange={onText}
        onFacts={onFacts}
      />
    </section>
  );
}
