/** The answers as a strip of letters: row number, and a green underline once rated. */
import { Button } from "@mantine/core";
import { useCallbackRef } from "@mantine/hooks";
import { memo, useEffect, useRef } from "react";

import { Key } from "@/components/Key";

import type { Layout } from "../../task/hooks/useLayout";
import { rankLabel } from "../announcements";
import { useBenchContext } from "../hooks/useBench";
import { ratingOf } from "../state/ranking";
import { rowOf } from "../state/rows";
import classes from "./SlotStrip.module.css";

interface SlotStripProps {
  layout: Layout;
  /** Single keys work, so that those that move are shown at its ends. */
  keyed: boolean;
}

export function SlotStrip({ layout, keyed }: SlotStripProps) {
  const bench = useBenchContext();
  const comparing = bench.comparison !== null;
  const toggleOrder = useCallbackRef(bench.toggleOrder);
  const toggleCompare = useCallbackRef(() => {
    if (comparing) bench.setComparison(null);
    else bench.openCompare();
  });
  return (
    <div className={classes.bar} data-layout={layout}>
      {keyed && layout !== "phone" && <Key>K</Key>}
      <div className={classes.strip} role="group" aria-label="Answers">
        {bench.order.map((slot) => (
          <StripSlot key={slot} slot={slot} />
        ))}
      </div>
      {keyed && layout !== "phone" && <Key>J</Key>}
      <span className={classes.spacer} />
      {layout !== "phone" && bench.slots.length > 2 && (
        <OrderButton byRank={bench.byRank} onToggle={toggleOrder} />
      )}
      <CompareButton pressed={comparing} onToggle={toggleCompare} />
    </div>
  );
}

interface OrderButtonProps {
  byRank: boolean;
  onToggle: () => void;
}

const OrderButton = memo(function OrderButton({ byRank, onToggle }: OrderButtonProps) {
  return (
    <Button
      variant="default"
      size="compact-sm"
      onClick={onToggle}
      aria-keyshortcuts="o"
      rightSection={<Key>O</Key>}
    >
      <span className={classes.order}>Order:</span> {byRank ? "rank" : "A–Z"}
    </Button>
  );
});

interface CompareButtonProps {
  pressed: boolean;
  onToggle: () => void;
}

const CompareButton = memo(function CompareButton({ pressed, onToggle }: CompareButtonProps) {
  return (
    <Button
      variant={pressed ? "filled" : "default"}
      size="compact-sm"
      aria-pressed={pressed}
      aria-keyshortcuts="c"
      onClick={onToggle}
      rightSection={<Key>C</Key>}
    >
      Compare
    </Button>
  );
});

/** What of the bench belongs to one letter; it is drawn again only if that changes. */
function StripSlot({ slot }: { slot: string }) {
  const { content, focused, focus } = useBenchContext();
  return (
    <SlotButton
      slot={slot}
      row={rowOf(content.rows, slot)}
      rank={rankLabel(content, slot)}
      rated={ratingOf(content, slot).overall !== null}
      isFocused={slot === focused}
      focus={focus}
    />
  );
}

interface SlotButtonProps {
  slot: string;
  row: number;
  rank: string;
  rated: boolean;
  isFocused: boolean;
  focus: (slot: string) => void;
}

const SlotButton = memo(function SlotButton({ slot, row, rank, rated, isFocused, focus }: SlotButtonProps) {
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    // The strip is wider than a phone; "nearest" moves nothing where all of it is in sight.
    if (isFocused) button.current?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }, [isFocused]);
  const label = `Answer ${slot}, ${rank}, ${rated ? "rated" : "not rated"}`;
  return (
    <button
      ref={button}
      type="button"
      className={classes.slot}
      data-focused={isFocused}
      data-rated={rated}
      aria-current={isFocused}
      aria-label={label}
      onClick={() => {
        focus(slot);
      }}
    >
      {slot}
      <span className={classes.row}>{row === -1 ? "–" : row + 1}</span>
    </button>
  );
});
