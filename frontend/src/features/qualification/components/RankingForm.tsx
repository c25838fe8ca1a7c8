import { useId, useState } from "react";

import { AnswerBody } from "@/components/AnswerBody";
import { Markdown } from "@/components/markdown/Markdown";
import { useKeys } from "@/lib/page-keys";

import { groupsOf, ranksOf, spoken } from "../state/answers";
import { Ask, type ItemFormProps } from "./Ask";
import classes from "./ItemForm.module.css";

/** Short answers, each with a rank; the same rank is a tie. Digits rank the marked one. */
export function RankingForm({ part, shown, language, answer, disabled = false, onChange }: ItemFormProps) {
  const slots = shown.slots ?? [];
  const [ranks, setRanks] = useState(() => ranksOf(answer?.ranking));
  const [focused, setFocused] = useState(0);
  const rank = (slot: string, value: number) => {
    const now = { ...ranks, [slot]: value };
    setRanks(now);
    onChange({ ranking: groupsOf(now) });
  };
  const move = (step: number) => () => {
    setFocused((index) => Math.min(slots.length - 1, Math.max(0, index + step)));
  };
  const digits = Object.fromEntries(
    slots.map((_, index) => [
      String(index + 1),
      () => {
        const slot = slots[focused]?.slot;
        if (slot === undefined) return;
        rank(slot, index + 1);
        move(1)();
      },
    ]),
  );
  useKeys({ ...digits, j: move(1), k: move(-1) }, !disabled);
  return (
    <>
      <div className={`${classes.card ?? ""} ${classes.prompt ?? ""}`}>
        <div className={classes.label}>Prompt</div>
        <Markdown text={shown.prompt ?? ""} lang={language} />
      </div>
      <Ask part={part} />
      <ol className={classes.slots}>
        {slots.map(({ slot, text }, index) => (
          <li
            key={slot}
            className={`${classes.card ?? ""} ${classes.slot ?? ""}`}
            data-focused={!disabled && index === focused}
          >
            <div>
              <div className={classes.slotHead}>
                <span className={classes.letter}>{slot}</span>
                <Place ranks={ranks} slot={slot} />
              </div>
              <AnswerBody text={text} lang={language} />
            </div>
            <Ranks
              count={slots.length}
              slot={slot}
              value={ranks[slot]}
              disabled={disabled}
              onFocus={() => {
                setFocused(index);
              }}
              onRank={(value) => {
                rank(slot, value);
              }}
            />
          </li>
        ))}
      </ol>
      <p className={classes.spoken} role="status">
        {Object.keys(ranks).length === 0 ? (
          "Best is 1. Keys: 1–9 rank the marked answer, J and K move on and back."
        ) : (
          <>
            Your ranking: <b>{spoken(groupsOf(ranks))}</b>
          </>
        )}
      </p>
    </>
  );
}

function Place({ ranks, slot }: { ranks: Record<string, number>; slot: string }) {
  const mine = ranks[slot];
  if (mine === undefined) return <span className={classes.place}>not ranked yet</span>;
  const tied = Object.keys(ranks).filter((other) => other !== slot && ranks[other] === mine);
  return (
    <span className={classes.place}>{tied.length > 0 ? `tied with ${tied.sort().join(", ")}` : ""}</span>
  );
}

interface RanksProps {
  count: number;
  slot: string;
  value: number | undefined;
  disabled: boolean;
  onFocus: () => void;
  onRank: (value: number) => void;
}

function Ranks({ count, slot, value, disabled, onFocus, onRank }: RanksProps) {
  const name = useId();
  return (
    <fieldset className={classes.ranks}>
      <legend className="visually-hidden">Rank of answer {slot}</legend>
      {Array.from({ length: count }, (_, index) => index + 1).map((rank) => (
        <label key={rank} className={classes.choice}>
          <input
            type="radio"
            name={name}
            checked={value === rank}
            disabled={disabled}
            onFocus={onFocus}
            onChange={() => {
              onRank(rank);
            }}
          />
          {rank}
        </label>
      ))}
    </fieldset>
  );
}
