/** Orders a few answers by keyboard, or by choosing each one's place: move, tie, untie. */
import { ActionIcon, NativeSelect } from "@mantine/core";
import { useRef, type KeyboardEvent } from "react";

import { moved, placed, spoken, tied, type Groups } from "../state/ladder";
import classes from "./Ladder.module.css";

interface LadderProps {
  groups: Groups;
  texts: ReadonlyMap<string, string>;
  onChange: (groups: Groups) => void;
}

export function Ladder({ groups, texts, onChange }: LadderProps) {
  const list = useRef<HTMLOListElement>(null);
  const letters = groups.flat();
  const focus = (letter: string | undefined) => {
    list.current?.querySelector<HTMLElement>(`[data-letter="${letter ?? ""}"]`)?.focus();
  };
  const onKey = (event: KeyboardEvent, letter: string) => {
    const next = changed(groups, letter, event);
    if (next !== null) {
      onChange(next);
      // React moves the row; the focus goes along once it stands there.
      requestAnimationFrame(() => {
        focus(letter);
      });
    } else {
      const step = event.key === "ArrowUp" ? -1 : event.key === "ArrowDown" ? 1 : 0;
      if (step === 0) return;
      focus(letters[letters.indexOf(letter) + step]);
    }
    event.preventDefault();
  };
  return (
    <>
      <ol ref={list} className={classes.ladder} aria-label="Ranking, best first">
        {groups.map((group, index) => (
          <li key={group.join("")} className={classes.group} data-tie={group.length > 1}>
            <span className={classes.place}>{index + 1}</span>
            <div className={classes.rows}>
              {group.map((letter) => (
                <div key={letter} className={classes.row}>
                  <button
                    type="button"
                    className={classes.letter}
                    data-letter={letter}
                    aria-label={`Answer ${letter}`}
                    onKeyDown={(event) => {
                      onKey(event, letter);
                    }}
                  >
                    <b>{letter}</b> <span dir="auto">{texts.get(letter)}</span>
                  </button>
                  <Moves groups={groups} letter={letter} onChange={onChange} />
                </div>
              ))}
            </div>
          </li>
        ))}
      </ol>
      <p className="visually-hidden" aria-live="polite">
        {spoken(groups)}
      </p>
    </>
  );
}

function changed(groups: Groups, letter: string, event: KeyboardEvent): Groups | null {
  if (event.key === "=") return tied(groups, letter);
  if (!event.shiftKey) return null;
  if (event.key === "ArrowUp") return moved(groups, letter, -1);
  return event.key === "ArrowDown" ? moved(groups, letter, 1) : null;
}

interface MovesProps {
  groups: Groups;
  letter: string;
  onChange: (groups: Groups) => void;
}

/** A place is chosen, not stepped to: a step would slide another answer under the mouse. */
function Moves({ groups, letter, onChange }: MovesProps) {
  const place = groups.findIndex((group) => group.includes(letter));
  const alone = groups[place]?.length === 1;
  const tie = alone ? `Tie ${letter} with the one above` : `Take ${letter} out of the tie`;
  return (
    <div className={classes.moves}>
      <NativeSelect
        size="xs"
        aria-label={`Place of ${letter}`}
        value={String(place)}
        onChange={({ currentTarget }) => {
          onChange(placed(groups, letter, Number(currentTarget.value)));
        }}
        data={Array.from({ length: groups.length + (alone ? 0 : 1) }, (_, index) => ({
          value: String(index),
          label: String(index + 1),
        }))}
      />
      <ActionIcon
        variant="default"
        size={28}
        disabled={alone && place === 0}
        aria-label={tie}
        title={tie}
        onClick={() => {
          onChange(tied(groups, letter));
        }}
      >
        =
      </ActionIcon>
    </div>
  );
}
