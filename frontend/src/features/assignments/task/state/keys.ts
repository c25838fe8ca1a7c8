/**
 * The one key table of the workspace, as a pure function from a key press to a command.
 *
 * Digits are read from `event.code`, so that Shift+3 is Shift+3 on every layout. Keys with
 * Ctrl or Alt work always; single keys can be switched off (WCAG 2.1.4).
 */

export type Command =
  | { type: "next" }
  | { type: "previous" }
  | { type: "row"; row: number }
  | { type: "unrank" }
  | { type: "half-step"; direction: -1 | 1 }
  | { type: "tie" }
  | { type: "rate"; overall: number }
  | { type: "flags" }
  | { type: "compare" }
  | { type: "marks" }
  | { type: "left-better" }
  | { type: "right-better" }
  | { type: "both-bad" }
  | { type: "edit" }
  | { type: "none-acceptable" }
  | { type: "cannot-rank" }
  | { type: "raw" }
  | { type: "about" }
  | { type: "order" }
  | { type: "undo" }
  | { type: "redo" }
  /** Plain: without Ctrl, which is too easily hit where a text is written. */
  | { type: "submit"; plain?: true }
  | { type: "skip" }
  | { type: "prompt" }
  | { type: "guidelines" }
  | { type: "help" }
  | { type: "escape" };

export interface KeyPress {
  key: string;
  code: string;
  shiftKey: boolean;
  ctrlKey: boolean;
  altKey: boolean;
  metaKey: boolean;
}

const SINGLE: Record<string, Command["type"]> = {
  j: "next",
  k: "previous",
  t: "tie",
  f: "flags",
  c: "compare",
  d: "marks",
  l: "left-better",
  r: "right-better",
  b: "both-bad",
  e: "edit",
  n: "none-acceptable",
  x: "cannot-rank",
  m: "raw",
  a: "about",
  o: "order",
  u: "undo",
  s: "skip",
  p: "prompt",
  g: "guidelines",
};

const NAMED: Record<string, Command["type"]> = {
  ArrowRight: "next",
  ArrowLeft: "previous",
  Backspace: "unrank",
  Delete: "unrank",
};

function simple(type: Command["type"]): Command {
  return { type } as Command;
}

/** The command of a key press, or null where the key means nothing here. */
export function commandFor(press: KeyPress, singleKeys: boolean): Command | null {
  if (press.key === "Escape") return { type: "escape" };
  if (press.ctrlKey || press.metaKey) return press.altKey ? null : withControl(press);
  if (press.altKey) return withAlt(press);
  return singleKeys ? withoutModifier(press) : null;
}

function withControl(press: KeyPress): Command | null {
  const key = press.key.toLowerCase();
  if (press.key === "Enter") return { type: "submit" };
  if (key === "z") return { type: press.shiftKey ? "redo" : "undo" };
  return key === "y" ? { type: "redo" } : null;
}

function withAlt(press: KeyPress): Command | null {
  if (press.key === "ArrowUp") return { type: "half-step", direction: -1 };
  return press.key === "ArrowDown" ? { type: "half-step", direction: 1 } : null;
}

function withoutModifier(press: KeyPress): Command | null {
  if (press.key === "?") return { type: "help" };
  const digit = /^(?:Digit|Numpad)(\d)$/.exec(press.code)?.[1];
  if (digit !== undefined) return withDigit(Number(digit), press.shiftKey);
  if (press.key === "Enter") return press.shiftKey ? null : { type: "submit", plain: true };
  const named = NAMED[press.key];
  if (named !== undefined) return press.shiftKey ? null : simple(named);
  const key = press.key.toLowerCase();
  if (press.shiftKey) return key === "u" ? { type: "redo" } : null;
  const single = SINGLE[key];
  return single === undefined ? null : simple(single);
}

function withDigit(digit: number, shift: boolean): Command | null {
  if (!shift) return digit === 0 ? { type: "unrank" } : { type: "row", row: digit - 1 };
  return digit === 0 ? null : { type: "rate", overall: digit };
}

const TEXT_FIELDS = "textarea, select, [contenteditable='true'], [role='combobox'], [role='textbox']";
const TEXTLESS_INPUTS = new Set(["checkbox", "radio", "button", "submit", "reset", "range"]);

/** Where letters belong to the field and not to us. */
export function isTextField(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement) return !TEXTLESS_INPUTS.has(target.type);
  return target.closest(TEXT_FIELDS) !== null;
}

/** Where Enter already does something: it then acts on that control alone. */
export function takesEnter(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest("button, a[href], summary") !== null;
}

/** Where the arrow keys already do something, such as moving within a group of radios. */
export function takesArrows(target: EventTarget | null): boolean {
  return target instanceof HTMLInputElement && target.type === "radio";
}
