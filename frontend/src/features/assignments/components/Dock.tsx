/** The foot of the phone screen: rank the focused answer, and the way out. */
import { Button, Drawer } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";

import { useBenchContext } from "../hooks/useBench";
import { todo } from "../strings";
import classes from "./Dock.module.css";
import { Ladder } from "./Ladder";

interface DockProps {
  busy: boolean;
  submitLabel: string;
  onSubmit: () => void;
  onSkip?: (() => void) | undefined;
}

export function Dock({ busy, submitLabel, onSubmit, onSkip }: DockProps) {
  const bench = useBenchContext();
  const [sheet, { open, close }] = useDisclosure(false);
  const rest = todo(bench.missing);
  const ranked = bench.slots.length - bench.missing.unranked.length;
  const progress = `${String(ranked)}/${String(bench.slots.length)} ranked`;
  return (
    <div className={classes.dock}>
      <DockRows />
      <div className={classes.actions}>
        <Button variant="default" onClick={open}>
          Ranking
        </Button>
        <Button
          variant="default"
          disabled={!bench.canUndo}
          onClick={() => {
            bench.act({ type: "undo" });
          }}
        >
          Undo
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
          {bench.missing.unranked.length > 0 ? progress : rest === "" ? submitLabel : rest}
        </Button>
      </div>
      <Drawer opened={sheet} onClose={close} position="bottom" size={600} title="Ranking">
        <Ladder size="sheet" />
      </Drawer>
    </div>
  );
}

/** The buttons 1…K for the focused answer, with the letters that stand there below. */
function DockRows() {
  const { content, focused, act } = useBenchContext();
  return (
    <div className={classes.rows} role="group" aria-label={`Rank of answer ${focused}`}>
      <span className={classes.letter} aria-hidden="true">
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
