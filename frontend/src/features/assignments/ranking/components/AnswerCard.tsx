/** One answer in full length, always at its place; its head stays in sight while it scrolls. */
import { memo, useEffect, useRef, type ReactNode } from "react";

import type { Slot } from "@/lib/api-types";
import { count, wordCount } from "@/lib/format";

import type { Layout } from "../../task/hooks/useLayout";
import { rankLabel } from "../announcements";
import { BenchProvider, useBenchContext, type Bench } from "../hooks/useBench";
import { ratingOf, type RankingAction } from "../state/ranking";
import type { Rows } from "../state/rows";
import frame from "./Answer.module.css";
import classes from "./AnswerCard.module.css";
import { AnswerText } from "./AnswerText";
import { RatingPanel } from "./RatingPanel";
import { RawButton } from "./RawButton";
import { RowButtons } from "./RowButtons";

interface AnswerCardProps {
  answer: Slot;
  layout: Layout;
}

/** What of the bench belongs to one card; the card itself is drawn again only if that changes. */
export function AnswerCard({ answer, layout, bench }: AnswerCardProps & { bench: Bench }) {
  const { content, focused, follow, order, assignment } = bench;
  const { slot } = answer;
  const { overall, flags } = ratingOf(content, slot);
  return (
    <Card
      answer={answer}
      language={answer.language ?? assignment.prompt.language}
      layout={layout}
      isFocused={slot === focused}
      follow={slot === focused && follow}
      order={slot === focused ? order : null}
      label={rankLabel(content, slot)}
      overall={overall}
      flags={flags.length}
      max={assignment.rating_schema.scale.max}
      rows={content.rows}
      raw={bench.raw.has(slot)}
      sharedStart={bench.sharedStart}
      folded={bench.folded}
      act={bench.act}
      focusInPlace={bench.focusInPlace}
      onFold={bench.toggleFold}
      onRaw={bench.toggleRaw}
      rating={
        layout === "phone" && (
          <BenchProvider value={bench}>
            <RatingPanel slot={slot} folded />
          </BenchProvider>
        )
      }
    />
  );
}

interface CardProps extends AnswerCardProps {
  /** Its own where that is known, else the prompt's. */
  language: string;
  isFocused: boolean;
  follow: boolean;
  /** Of the cards, where this one has the focus: it must not be lost when they change places. */
  order: readonly string[] | null;
  label: string;
  overall: number | null;
  flags: number;
  max: number;
  rows: Rows;
  raw: boolean;
  sharedStart: number;
  folded: boolean;
  act: (action: RankingAction) => void;
  focusInPlace: (slot: string) => void;
  onFold: () => void;
  onRaw: (slot: string) => void;
  rating: ReactNode;
}

const Card = memo(function Card(props: CardProps) {
  const { answer, language, layout, isFocused, follow, order, label, overall, flags, max, rows } = props;
  const { raw, sharedStart, folded, act, focusInPlace, onFold, onRaw, rating } = props;
  const { slot, text } = answer;
  const card = useRef<HTMLElement>(null);
  useBringToTop(card, { isFocused, follow, order }, layout);

  return (
    // The keyboard path is the key table; a click is only a short cut for the mouse.
    // eslint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-noninteractive-element-interactions
    <article
      ref={card}
      className={`${frame.frame ?? ""} ${classes.card ?? ""}`}
      data-focused={isFocused}
      data-slot={slot}
      tabIndex={-1}
      aria-label={`Answer ${slot}, ${label}`}
      onClick={(event) => {
        if (!isFocused && !isControl(event.target) && !isSelecting()) focusInPlace(slot);
      }}
    >
      <div className={`${frame.head ?? ""} ${classes.head ?? ""}`} data-focused={isFocused}>
        <span className={frame.letter} data-focused={isFocused}>{slot}</span>
        <RankSign label={label} />
        <Marks overall={overall} flags={flags} max={max} />
        <span className={frame.spacer} />
        <Words text={text} />
        <RawButton slot={slot} shown={raw} isFocused={isFocused} onToggle={onRaw} />
        {layout !== "phone" && (
          <RowButtons slot={slot} rows={rows} act={act} focusInPlace={focusInPlace} />
        )}
      </div>
      <div className={classes.body}>
        <AnswerText
          text={text}
          lang={language}
          raw={raw}
          sharedStart={sharedStart}
          folded={folded}
          onFold={onFold}
        />
      </div>
      {rating !== false && <div className={classes.rating}>{rating}</div>}
    </article>
  );
});

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
  { isFocused, follow, order }: Pick<CardProps, "isFocused" | "follow" | "order">,
  layout: Layout,
): void {
  const first = useRef(true);
  const before = useRef(order);
  useEffect(() => {
    const initially = first.current;
    const reordered = order !== null && before.current !== null && before.current !== order;
    first.current = false;
    before.current = order;
    const element = card.current;
    if (!isFocused || element === null) return;
    element.focus({ preventScroll: true });
    if (!follow && !reordered) return;
    // On the way back from a comparison the list is new and must open where it was left.
    element.scrollIntoView({ block: "start", behavior: initially || reordered ? "instant" : "auto" });
    // Another layout or order puts the card elsewhere, so it is looked for again.
  }, [isFocused, follow, order, card, layout]);
}

export function Rank({ slot }: { slot: string }) {
  const { content } = useBenchContext();
  return <RankSign label={rankLabel(content, slot)} />;
}

function RankSign({ label }: { label: string }) {
  const state = label.includes("=") ? "tie" : label === "Not ranked" ? "none" : "alone";
  return (
    <span className={classes.rank} data-state={state}>
      {label}
    </span>
  );
}

interface MarksProps {
  overall: number | null;
  flags: number;
  max: number;
}

function Marks({ overall, flags, max }: MarksProps) {
  return (
    <>
      {overall !== null && (
        <span className={classes.pill} title="Overall quality">
          {overall}/{max}
        </span>
      )}
      {flags > 0 && <span className={classes.flags}>{count(flags, "flag")}</span>}
    </>
  );
}

const Words = memo(function Words({ text }: { text: string }) {
  return <span className={classes.words}>{count(wordCount(text), "word")}</span>;
});
