/** What each command of the key table does on the ranking screen. */
import { sessionCommand } from "../../task/hooks/sessionCommand";
import type { Session } from "../../task/hooks/useSession";
import type { Command } from "../../task/state/keys";
import { betterOf, STRENGTHS, toAnswer } from "../state/ranking";
import type { Verdict } from "../state/rows";
import { missingMessage, warningMessage } from "../strings";
import type { Bench } from "./useBench";
import { undoIn } from "./useUndo";
import { slipOf, type Warning } from "./useWarning";

interface CommandOptions {
  bench: Bench;
  session: Session;
  togglePrompt: () => void;
  warning: Warning;
}

/**
 * Submits, or goes to the first answer that lacks something and says what is missing.
 *
 * What looks like a slip is said once; the same answer again is meant.
 */
export function submitRanking({ bench, session, warning }: Omit<CommandOptions, "togglePrompt">): void {
  const { unranked, unrated, strength } = bench.missing;
  const first = unranked[0] ?? unrated[0];
  if (first !== undefined || strength) {
    bench.setComparison(null);
    if (first !== undefined && !(bench.pair && unranked.length > 0)) bench.focus(first);
    bench.say(missingMessage(bench.missing, bench.pair));
    warning.warn({ type: "missing" });
    return;
  }
  const { warnings, sign } = slipOf(bench);
  if (warnings.codes.length > 0 && bench.warned.current !== sign) {
    bench.warned.current = sign;
    bench.say(warningMessage(warnings, session.submitLabel));
    warning.warn({ type: "slip", sign });
    return;
  }
  void session.work.submit(toAnswer(bench.content, bench.slots, warnings.codes));
}

/** To the flags of the focused answer; where they are folded, they open. */
function focusFlags(bench: Bench): boolean {
  const panel = `[data-rating="${bench.focused}"]`;
  const flag = document.querySelector<HTMLElement>(`${panel} [data-flag], aside [data-flag]`);
  const fold = flag?.closest("details");
  if (fold) fold.open = true;
  flag?.focus();
  return flag !== null;
}

/** The digits of a comparison say how much better the better one is. */
function digit(bench: Bench, row: number): boolean {
  const strength = STRENGTHS[row];
  if (!bench.pair) {
    if (row >= bench.slots.length) return false;
    bench.act({ type: "drop", slot: bench.focused, target: { kind: "row", row } });
  } else if (strength !== undefined && betterOf(bench.content) !== null) {
    bench.act({ type: "strength", strength });
  } else {
    bench.say("First say which is better: L or R.");
  }
  return true;
}

/** The answers besides an order. */
function explicit(command: Command, bench: Bench): boolean {
  switch (command.type) {
    case "both-bad":
    case "none-acceptable":
      // Of nine answers two can be compared: bad is then said of the two, or of all, and nobody knows.
      if (!bench.pair && command.type === "both-bad" && bench.comparison !== null) return false;
      bench.act(
        bench.pair && bench.comparison !== null
          ? { type: "both-bad", ...bench.comparison }
          : { type: "none-acceptable" },
      );
      return true;
    case "cannot-rank":
      bench.setDialog("cannot-rank");
      return true;
    case "edit":
      if (!bench.assignment.asks_edit || betterOf(bench.content) === null) return false;
      bench.setDialog("edit");
      return true;
    default:
      return false;
  }
}

function verdict(bench: Bench, value: Verdict): boolean {
  if (bench.comparison === null) return false;
  bench.act({ type: "verdict", ...bench.comparison, verdict: value });
  return true;
}

/** From the flags back to the answer, else out of the comparison. */
function escape(bench: Bench): boolean {
  const { activeElement } = document;
  if (activeElement instanceof HTMLInputElement) {
    activeElement.blur();
    document.querySelector<HTMLElement>(`article[data-slot="${bench.focused}"]`)?.focus();
    return true;
  }
  if (bench.comparison === null || bench.pair) return false;
  bench.setComparison(null);
  return true;
}

function move(command: Command, bench: Bench): boolean {
  const slot = bench.focused;
  switch (command.type) {
    case "row":
      return digit(bench, command.row);
    case "unrank":
      bench.act({ type: "drop", slot, target: { kind: "tray" } });
      return true;
    case "half-step":
      bench.act({ type: "half-step", slot, direction: command.direction });
      return true;
    case "tie":
      if (!verdict(bench, "tie")) bench.act({ type: "tie-above", slot });
      return true;
    case "rate": {
      const { min, max } = bench.assignment.rating_schema.scale;
      if (command.overall < min || command.overall > max) return false;
      bench.act({ type: "rate", slot, overall: command.overall });
      return true;
    }
    case "left-better":
      return verdict(bench, "left");
    case "right-better":
      return verdict(bench, "right");
    case "undo":
      undoIn(bench);
      return true;
    case "redo":
      bench.act({ type: "redo" });
      return true;
    default:
      return false;
  }
}

function look(command: Command, bench: Bench): boolean {
  switch (command.type) {
    case "next":
      bench.step(1);
      return true;
    case "previous":
      bench.step(-1);
      return true;
    case "order":
      if (bench.comparison === null) bench.toggleOrder();
      return true;
    case "compare":
      if (bench.pair) return false;
      if (bench.comparison === null) bench.openCompare();
      else bench.setComparison(null);
      return true;
    case "raw":
      bench.toggleRaw(bench.focused);
      return true;
    case "marks":
      if (bench.comparison === null) return false;
      bench.toggleMarks();
      return true;
    case "flags":
      return focusFlags(bench);
    default:
      return false;
  }
}

export function rankingCommand(command: Command, options: CommandOptions): boolean {
  const { bench, session, togglePrompt, warning } = options;
  switch (command.type) {
    case "submit":
      submitRanking(options);
      return true;
    case "prompt":
      togglePrompt();
      return true;
    case "escape":
      if (escape(bench)) return true;
      if (warning.message === "") return false;
      warning.dismiss();
      return true;
    default:
      return sessionCommand(command, session) || move(command, bench) || explicit(command, bench) || look(command, bench);
  }
}
