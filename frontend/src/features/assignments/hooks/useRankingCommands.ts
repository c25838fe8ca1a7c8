/** What each command of the key table does on the ranking screen. */
import type { Command } from "../state/keys";
import { toAnswer } from "../state/ranking";
import type { Verdict } from "../state/rows";
import { missingMessage } from "../strings";
import type { Bench } from "./useBench";
import type { Session } from "./useSession";

interface CommandOptions {
  bench: Bench;
  session: Session;
  togglePrompt: () => void;
  /** Shows a sentence to everybody, not only to screen readers. */
  warn: (message: string) => void;
}

/** Submits, or goes to the first answer that lacks something and says what is missing. */
export function submitRanking({ bench, session, warn }: Omit<CommandOptions, "togglePrompt">): void {
  const { unranked, unrated } = bench.missing;
  const first = unranked[0] ?? unrated[0];
  if (first === undefined) {
    void session.work.submit(toAnswer(bench.content, bench.slots));
    return;
  }
  bench.setComparison(null);
  bench.focus(first);
  const message = missingMessage(bench.missing);
  bench.say(message);
  warn(message);
}

function focusFlags(): boolean {
  const flag = document.querySelector<HTMLElement>("[data-flag]");
  flag?.focus();
  return flag !== null;
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
  if (bench.comparison === null) return false;
  bench.setComparison(null);
  return true;
}

function move(command: Command, bench: Bench): boolean {
  const slot = bench.focused;
  switch (command.type) {
    case "row":
      if (command.row >= bench.slots.length) return false;
      bench.act({ type: "drop", slot, target: { kind: "row", row: command.row } });
      return true;
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
      bench.act({ type: "undo" });
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
      if (bench.comparison === null) bench.openCompare();
      else bench.setComparison(null);
      return true;
    case "marks":
      if (bench.comparison === null) return false;
      bench.toggleMarks();
      return true;
    case "flags":
      return focusFlags();
    case "escape":
      return escape(bench);
    default:
      return false;
  }
}

export function rankingCommand(command: Command, options: CommandOptions): boolean {
  const { bench, session, togglePrompt } = options;
  switch (command.type) {
    case "submit":
      submitRanking(options);
      return true;
    case "skip":
      if (session.revising !== null) return false;
      session.setDialog("skip");
      return true;
    case "guidelines":
    case "help":
      session.setDialog(command.type);
      return true;
    case "prompt":
      togglePrompt();
      return true;
    default:
      return move(command, bench) || look(command, bench);
  }
}
