/** One answer in full length, always at its place; its head stays in sight while it scrolls. */
import { memo, useEffect, useRef } from "react";

import type { Slot } from "@/lib/api-types";
import { count, wordCount } from "@/lib/format";

import { useBenchContext } from "../hooks/useBench";
import type { Layout } from "../hooks/useLayout";
import { ratingOf } from "../state/ranking";
import { rankLabel } from "../strings";
import classes from "./AnswerCard.module.css";
import { AnswerText } from "./AnswerText";
import { RatingPanel } from "./RatingPanel";
import { RawButton } from "./RawButton";
import { RowButtons } from "./RowButtons";

interface AnswerCardProps {
  answer: Slot;
  layout: Layout;
}

export function AnswerCard({ answer, layout }: AnswerCardProps) {
  const { content, focused, follow, focusInPlace, slots, assignment } = useBenchContext();
  const { slot, text } = answer;
  const isFocused = slot === focused;
  const card = useRef<HTMLElement>(null);
  useBringToTop(card, isFocused, follow, layout);

  return (
    // The keyboard path is the key table; a click is only a short cut for the mouse.
    // eslint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-noninteractive-element-interactions
    <article
      ref={card}
      className={classes.card}
      data-focused={isFocused}
      data-slot={slot}
      tabIndex={-1}
      aria-label={`Answer ${slot}, ${rankLabel(content, slot)}`}
      onClick={(event) => {
        if (!isFocused && !isControl(event.target) && !isSelecting()) focusInPlace(slot);
      }}
    >
      <div className={classes.head}>
        <span className={classes.letter}>{slot}</span>
        <Rank slot={slot} />
        <Marks slot={slot} max={assignment.rating_schema.scale.max} />
        <span className={classes.spacer} />
        <Words text={text} />
        <RawButton slot={slot} />
        {layout !== "phone" && <RowButtons slot={slot} size={slots.length} />}
      </div>
      <div className={classes.body}>
        <AnswerText slot={slot} />
      </div>
      {layout === "phone" && (
        <div className={classes.rating}>
          <RatingPanel slot={slot} folded />
        </div>
      )}
    </article>
  );
}

/** Text is being marked, to copy it or to read along: the page must hold still. */
function isSelecting(): boolean {
  return (window.getSelection()?.toString() ?? "") !== "";
}

function isControl(target: EventTarget): boolean {
  return target instanceof Element && target.closest("button, a, input, label, summary") !== null;
}

/** Scrolls the card to the top and gives it the focus, so that ↑ ↓ scroll the answers. */
function useBringToTop(
  card: React.RefObject<HTMLElement | null>,
  isFocused: boolean,
  follow: boolean,
  layout: Layout,
): void {
  const first = useRef(true);
  useEffect(() => {
    const initially = first.current;
    first.current = false;
    const element = card.current;
    if (!isFocused || element === null) return;
    element.focus({ preventScroll: true });
    if (!follow) return;
    // On the way back from a comparison the list is new and must open where it was left.
    element.scrollIntoView({ block: "start", behavior: initially ? "instant" : "auto" });
      // Another layout puts the card elsewhere, so it is looked for again.
  }, [isFocused, follow, card, layout]);
}

export function Rank({ slot }: { slot: string }) {
  const { content } = useBenchContext();
  const label = rankLabel(content, slot);
  const state = label.includes("=") ? "tie" : label === "Not ranked" ? "none" : "alone";
  return (
    <span className={classes.rank} data-state={state}>
      {label}
    </span>
  );
}

function Marks({ slot, max }: { slot: string; max: number }) {
  const { content } = useBenchContext();
  const { overall, flags } = ratingOf(content, slot);
  return (
    <>
      {overall !== null && (
        <span className={classes.pill} title="Overall quality">
          {overall}/{max}
        </span>
      )}
      {flags.length > 0 && <span className={classes.flags}>{count(flags.length, "flag")}</span>}
    </>
  );
}

const Words = memo(function Words({ text }: { text: string }) {
  return <span className={classes.words}>{count(wordCount(text), "word")}</span>;
});
