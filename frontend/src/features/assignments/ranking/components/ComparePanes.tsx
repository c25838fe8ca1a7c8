/** Two answers beside each other (on a phone: one at a time), with a verdict below. */
import { Button, NativeSelect, SegmentedControl, Switch } from "@mantine/core";
import { useEffect, useMemo, useRef } from "react";

import { Key } from "@/components/Key";
import type { WordMark } from "@/components/markdown/plugins";
import { shareOf, sharedWith, wordsOf } from "@/lib/shared-words";

import type { Layout } from "../../task/hooks/useLayout";
import { useBenchContext, type Comparison } from "../hooks/useBench";
import { verdictOf, type Verdict } from "../state/rows";
import { SHARED_HINT, sharedSaid } from "../strings";
import frame from "./Answer.module.css";
import { Rank } from "./AnswerCard";
import { AnswerText } from "./AnswerText";
import classes from "./ComparePanes.module.css";
import { RatingPanel } from "./RatingPanel";
import { RawButton } from "./RawButton";

/** Below this share of common passages nearly all would be marked, which shows nothing. */
const MARKABLE = 0.2;

interface ComparePanesProps {
  comparison: Comparison;
  layout: Layout;
}

export function ComparePanes({ comparison, layout }: ComparePanesProps) {
  const { pair, texts, marks, toggleMarks, setComparison } = useBenchContext();
  const { left, right } = comparison;
  const words = useMemo(
    () => ({ left: wordsOf(texts.get(left) ?? ""), right: wordsOf(texts.get(right) ?? "") }),
    [texts, left, right],
  );
  const share = useMemo(() => shareOf(words.left, words.right), [words]);
  const alike = share >= MARKABLE;
  const leftMarks = useMarks(marks && alike, words.right, "left");
  const rightMarks = useMarks(marks && alike, words.left, "right");
  return (
    <div className={classes.compare}>
      <div className={classes.tools}>
        <Switch
          size="xs"
          checked={marks}
          onChange={toggleMarks}
          label={layout === "wide" ? "Mark what the other answer lacks" : "Mark differences"}
          aria-keyshortcuts="d"
        />
        <Key>D</Key>
        <span className={classes.share} role="status" title={SHARED_HINT}>
          {sharedSaid(share, layout === "wide")}
          {marks && !alike && ": too different to mark"}
        </span>
        <span className={classes.spacer} />
        {!pair && (
          <Button
            variant="default"
            size="compact-xs"
            onClick={() => {
              setComparison(null);
            }}
            aria-keyshortcuts="Escape"
            rightSection={<Key>Esc</Key>}
          >
            Close
          </Button>
        )}
      </div>
      {layout === "phone" && <PaneSwitch comparison={comparison} />}
      <div className={classes.panes} data-layout={layout}>
        <Pane side="left" comparison={comparison} layout={layout} marks={leftMarks} />
        <Pane side="right" comparison={comparison} layout={layout} marks={rightMarks} />
      </div>
      {!pair && <VerdictBar comparison={comparison} />}
    </div>
  );
}

function useMarks(on: boolean, other: readonly string[], side: "left" | "right"): WordMark | null {
  return useMemo(() => (on ? { shared: sharedWith(other), side } : null), [on, other, side]);
}

function PaneSwitch({ comparison }: { comparison: Comparison }) {
  const { focused, focus } = useBenchContext();
  const { left, right } = comparison;
  return (
    <SegmentedControl
      fullWidth
      size="xs"
      value={focused === left ? left : right}
      onChange={focus}
      data={[left, right].map((slot) => ({ value: slot, label: `Answer ${slot}` }))}
    />
  );
}

interface PaneProps {
  side: "left" | "right";
  comparison: Comparison;
  layout: Layout;
  marks: WordMark | null;
}

function Pane({ side, comparison, layout, marks }: PaneProps) {
  const bench = useBenchContext();
  const { assignment, pair, slots, texts, focused, focus, setComparison } = bench;
  const slot = comparison[side];
  const other = comparison[side === "left" ? "right" : "left"];
  const isFocused = slot === focused;
  const scroller = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (isFocused) scroller.current?.focus({ preventScroll: true });
  }, [isFocused]);
  useEffect(() => {
    if (scroller.current !== null) scroller.current.scrollTop = 0;
  }, [slot]);
  const own = assignment.slots.find((answer) => answer.slot === slot)?.language;
  const language = own ?? assignment.prompt.language;
  if (layout === "phone" && !isFocused && (side === "left" || focused === other)) return null;
  return (
    // eslint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-noninteractive-element-interactions
    <section
      className={`${frame.frame ?? ""} ${classes.pane ?? ""}`}
      data-focused={isFocused}
      aria-label={`Answer ${slot}`}
      onClick={() => {
        if (!isFocused) focus(slot);
      }}
    >
      <div className={`${frame.head ?? ""} ${classes.head ?? ""}`} data-focused={isFocused}>
        <span className={frame.letter} data-focused={isFocused}>{slot}</span>
        {!pair && <Rank slot={slot} />}
        <span className={classes.spacer} />
        <RawButton slot={slot} shown={bench.raw.has(slot)} isFocused={isFocused} onToggle={bench.toggleRaw} />
        {slots.length > 2 && (
          <NativeSelect
            size="xs"
            w={120}
            aria-label={`Answer on the ${side}`}
            value={slot}
            data={slots
              .filter((item) => item !== other)
              .map((item) => ({ value: item, label: `Answer ${item}` }))}
            onChange={(event) => {
              const next = event.currentTarget.value;
              setComparison({ ...comparison, [side]: next });
              focus(next);
            }}
          />
        )}
      </div>
      {/* Scrolls on its own, so the keyboard must be able to get into it. */}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div className={classes.scroller} ref={scroller} tabIndex={0} role="group" aria-label={`Text of answer ${slot}`}>
        <AnswerText
          text={texts.get(slot) ?? ""}
          lang={language}
          raw={bench.raw.has(slot)}
          sharedStart={bench.sharedStart}
          folded={bench.folded}
          onFold={bench.toggleFold}
          marks={marks}
        />
      </div>
      {pair && (
        <div className={classes.rating}>
          <RatingPanel slot={slot} folded />
        </div>
      )}
    </section>
  );
}

function VerdictBar({ comparison }: { comparison: Comparison }) {
  const { content, act } = useBenchContext();
  const { left, right } = comparison;
  const verdict = verdictOf(content.rows, left, right);
  const button = (value: Verdict, label: string, key: string, wide: boolean) => (
    <Button
      className={wide ? classes.wide : undefined}
      variant={verdict === value ? "light" : "default"}
      aria-pressed={verdict === value}
      aria-keyshortcuts={key.toLowerCase()}
      leftSection={value === "right" ? undefined : <Key>{key}</Key>}
      rightSection={value === "right" ? <Key>{key}</Key> : undefined}
      onClick={() => {
        act({ type: "verdict", left, right, verdict: value });
      }}
    >
      {label}
    </Button>
  );
  return (
    <div className={classes.verdicts} role="group" aria-label="Verdict">
      {button("left", `${left} is better`, "L", true)}
      {button("tie", "Tie", "T", false)}
      {button("right", `${right} is better`, "R", true)}
    </div>
  );
}
