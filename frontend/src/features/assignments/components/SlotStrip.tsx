/** The answers as a strip of letters: row number, and a green underline once rated. */
import { Button } from "@mantine/core";
import { useEffect, useRef } from "react";

import { Key } from "@/components/Key";

import { useBenchContext } from "../hooks/useBench";
import type { Layout } from "../hooks/useLayout";
import { ratingOf } from "../state/ranking";
import { rowOf } from "../state/rows";
import { rankLabel } from "../strings";
import classes from "./SlotStrip.module.css";

export function SlotStrip({ layout }: { layout: Layout }) {
  const bench = useBenchContext();
  return (
    <div className={classes.bar} data-layout={layout}>
      <div className={classes.strip} role="group" aria-label="Answers">
        {bench.order.map((slot) => (
          <SlotButton key={slot} slot={slot} />
        ))}
      </div>
      <span className={classes.spacer} />
      {layout !== "phone" && bench.slots.length > 2 && (
        <Button
          variant="default"
          size="compact-sm"
          onClick={bench.toggleOrder}
          aria-keyshortcuts="o"
          rightSection={<Key>O</Key>}
        >
          Order: {bench.byRank ? "rank" : "A–Z"}
        </Button>
      )}
      <Button
        variant={bench.comparison === null ? "default" : "filled"}
        size="compact-sm"
        aria-pressed={bench.comparison !== null}
        aria-keyshortcuts="c"
        onClick={() => {
          if (bench.comparison === null) bench.openCompare();
          else bench.setComparison(null);
        }}
        rightSection={<Key>C</Key>}
      >
        Compare
      </Button>
    </div>
  );
}

function SlotButton({ slot }: { slot: string }) {
  const { content, focused, focus } = useBenchContext();
  const row = rowOf(content.rows, slot);
  const rated = ratingOf(content, slot).overall !== null;
  const button = useRef<HTMLButtonElement>(null);
  const isFocused = slot === focused;
  useEffect(() => {
    // The strip is wider than a phone; "nearest" moves nothing where all of it is in sight.
    if (isFocused) button.current?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }, [isFocused]);
  const label = `Answer ${slot}, ${rankLabel(content, slot)}, ${rated ? "rated" : "not rated"}`;
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
}
