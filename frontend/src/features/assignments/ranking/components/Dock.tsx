/** The foot of the phone screen: rank the focused answer, and the way out. */
import { Button } from "@mantine/core";
import { Suspense, useState } from "react";

import { lazyNamed } from "@/lib/lazy";

import { LAST_ANSWER } from "../../task/components/Actions";
import { useLater } from "../../task/hooks/useLater";
import { useBenchContext } from "../hooks/useBench";
import { useUndo } from "../hooks/useUndo";
import { todo } from "../strings";
import classes from "./Dock.module.css";

const loadSheet = () => import("./LadderSheet");
const LadderSheet = lazyNamed(loadSheet, "LadderSheet");
const LATER = [loadSheet];

interface DockProps {
  busy: boolean;
  submitLabel: string;
  onSubmit: () => void;
  onSkip?: (() => void) | undefined;
}

export function Dock({ busy, submitLabel, onSubmit, onSkip }: DockProps) {
  const bench = useBenchContext();
  const { canUndo, leadsBack, undo } = useUndo(bench);
  // Not there until it is first asked for, then kept, so that it can close smoothly.
  const [sheet, setSheet] = useState<"never" | "open" | "closed">("never");
  useLater(LATER);
  const rest = todo(bench.missing);
  const { cannotRank } = bench.content;
  const complete = cannotRank === null ? submitLabel : `${submitLabel} · no order`;
  return (
    <div className={classes.dock}>
      <DockRows />
      <div className={classes.actions}>
        <Button
          variant="default"
          onClick={() => {
            setSheet("open");
          }}
        >
          Ranking
        </Button>
        <Button
          variant="default"
          disabled={!canUndo}
          aria-label={leadsBack ? LAST_ANSWER.name : undefined}
          onClick={undo}
        >
          {leadsBack ? LAST_ANSWER.short : "Undo"}
        </Button>
        {onSkip !== undefined && (
          <Button variant="default" onClick={onSkip}>
            Skip
          </Button>
        )}
        <Button
          className={classes.submit}
          data-complete={rest === ""}
          loading={busy}
          onClick={onSubmit}
        >
          {rest === "" ? complete : `${submitLabel} · ${rest}`}
        </Button>
      </div>
      {sheet !== "never" && (
        <Suspense>
          <LadderSheet
            opened={sheet === "open"}
            onClose={() => {
              setSheet("closed");
            }}
          />
        </Suspense>
      )}
    </div>
  );
}

/** The buttons 1…K for the focused answer, with the letters that stand there below. */
function DockRows() {
  const { content, focused, act } = useBenchContext();
  return (
    <div className={classes.rows} role="group" aria-label={`Rank of answer ${focused}`}>
      <span className={classes.letter} aria-hidden="true">
        <small>Rank of</small>
        {focused}
      </span>
      {content.rows.map((members, row) => {
        const here = members.includes(focused);
        return (
          <button
            key={row}
            type="button"
            className={classes.row}
            aria-pressed={here}
            aria-label={`Rank ${String(row + 1)}${members.length > 0 ? ` – ${members.join(", ")}` : ""}`}
            onClick={() => {
              const target = here ? ({ kind: "tray" } as const) : ({ kind: "row", row } as const);
              act({ type: "drop", slot: focused, target });
            }}
          >
            {row + 1}
            <span className={classes.members}>{members.join("")}</span>
          </button>
        );
      })}
    </div>
  );
}
