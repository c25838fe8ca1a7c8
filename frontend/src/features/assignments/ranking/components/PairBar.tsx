/** The foot of a comparison: which is better, by how much, why, and the way out. */
import { TextInput } from "@mantine/core";

import { Key } from "@/components/Key";

import { SubmitButton, UndoSkip } from "../../task/components/Actions";
import type { Layout } from "../../task/hooks/useLayout";
import { useBenchContext } from "../hooks/useBench";
import { useUndo } from "../hooks/useUndo";
import { betterOf, STRENGTHS } from "../state/ranking";
import { verdictOf, type Verdict } from "../state/rows";
import { REASON_LABEL, STRENGTH_LABEL, todo } from "../strings";
import { ExplicitAnswers } from "./ExplicitAnswers";
import classes from "./PairBar.module.css";

interface PairBarProps {
  layout: Layout;
  busy: boolean;
  submitLabel: string;
  onSubmit: () => void;
  onSkip?: (() => void) | undefined;
}

export function PairBar({ layout, busy, submitLabel, onSubmit, onSkip }: PairBarProps) {
  const bench = useBenchContext();
  const { missing, content } = bench;
  const { canUndo, leadsBack, undo } = useUndo(bench);
  // On a phone the answers need the room until something is said.
  const asksWhy = layout !== "phone" || content.reason !== "" || betterOf(content) !== null;
  return (
    <footer className={classes.bar} data-layout={layout}>
      <div className={classes.line}>
        <Verdicts />
        <Strengths />
      </div>
      <div className={classes.line}>
        {asksWhy && <Reason />}
        <Edit />
        <ExplicitAnswers />
        <div className={classes.out}>
          <UndoSkip
            canUndo={canUndo}
            leadsBack={leadsBack}
            onUndo={undo}
            onSkip={onSkip}
          />
          <div className={classes.submit}>
            <SubmitButton todo={todo(missing, true)} busy={busy} label={submitLabel} onSubmit={onSubmit} />
          </div>
        </div>
      </div>
    </footer>
  );
}

const KEYS: Record<Verdict, string> = { left: "L", tie: "T", right: "R" };

function Verdicts() {
  const { content, comparison, act } = useBenchContext();
  if (comparison === null) return null;
  const { left, right } = comparison;
  const said = content.cannotRank === null ? verdictOf(content.rows, left, right) : null;
  const label = { left: `${left} is better`, tie: "Tie", right: `${right} is better` };
  return (
    <div className={classes.group} role="group" aria-label="Verdict">
      {(["left", "tie", "right"] as const).map((verdict) => (
        <button
          key={verdict}
          type="button"
          className={classes.choice}
          data-strong
          aria-pressed={said === verdict}
          aria-keyshortcuts={KEYS[verdict].toLowerCase()}
          onClick={() => {
            act({ type: "verdict", left, right, verdict });
          }}
        >
          {label[verdict]}
          <Key>{KEYS[verdict]}</Key>
        </button>
      ))}
    </div>
  );
}

function Strengths() {
  const { content, act } = useBenchContext();
  const better = betterOf(content);
  return (
    <div className={classes.group} role="group" aria-label="How much better">
      <span className={classes.ask} aria-hidden="true">
        How much?
      </span>
      {STRENGTHS.map((strength, index) => (
        <button
          key={strength}
          type="button"
          className={classes.choice}
          aria-pressed={content.strength === strength}
          aria-keyshortcuts={String(index + 1)}
          disabled={better === null}
          onClick={() => {
            act({ type: "strength", strength });
          }}
        >
          {STRENGTH_LABEL[strength]}
          <Key>{String(index + 1)}</Key>
        </button>
      ))}
    </div>
  );
}

function Reason() {
  const { content, act } = useBenchContext();
  return (
    <TextInput
      className={classes.reason}
      size="xs"
      aria-label={REASON_LABEL}
      placeholder={REASON_LABEL}
      maxLength={300}
      dir="auto"
      value={content.reason}
      onChange={(event) => {
        act({ type: "reason", text: event.currentTarget.value });
      }}
    />
  );
}

function Edit() {
  const { assignment, content, setDialog } = useBenchContext();
  const better = betterOf(content);
  if (!assignment.asks_edit) return null;
  return (
    <button
      type="button"
      className={classes.choice}
      disabled={better === null}
      aria-pressed={content.edited !== ""}
      aria-haspopup="dialog"
      aria-keyshortcuts="e"
      onClick={() => {
        setDialog("edit");
      }}
    >
      {better === null ? "Edit" : `Edit ${better}`}
      <Key>E</Key>
    </button>
  );
}
