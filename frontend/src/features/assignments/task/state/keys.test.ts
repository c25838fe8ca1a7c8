import { expect, test } from "vitest";

import { commandFor, isTextField, takesEnter, type KeyPress } from "./keys";

function press(key: string, rest: Partial<KeyPress> = {}): KeyPress {
  const digit = /^\d$/.test(key) ? `Digit${key}` : "";
  const none = { shiftKey: false, ctrlKey: false, altKey: false, metaKey: false };
  return { key, code: digit, ...none, ...rest };
}

test.each([
  [press("j"), { type: "next" }],
  [press("ArrowLeft"), { type: "previous" }],
  [press("3"), { type: "row", row: 2 }],
  [press("3", { code: "Numpad3" }), { type: "row", row: 2 }],
  [press("0"), { type: "unrank" }],
  [press("Backspace"), { type: "unrank" }],
  [press("§", { code: "Digit3", shiftKey: true }), { type: "rate", overall: 3 }],
  [press("ArrowUp", { altKey: true }), { type: "half-step", direction: -1 }],
  [press("u"), { type: "undo" }],
  [press("U", { shiftKey: true }), { type: "redo" }],
  [press("z", { ctrlKey: true }), { type: "undo" }],
  [press("y", { ctrlKey: true }), { type: "redo" }],
  [press("Enter"), { type: "submit", plain: true }],
  [press("Enter", { ctrlKey: true }), { type: "submit" }],
  [press("?", { shiftKey: true, code: "Slash" }), { type: "help" }],
  [press("T"), { type: "tie" }],
])("%o is the command %o", (key, command) => {
  expect(commandFor(key, true)).toEqual(command);
});

test.each([
  press("ArrowUp"),
  press("ArrowDown"),
  press("c", { ctrlKey: true }),
  press("r", { metaKey: true }),
  press("q"),
  press(" "),
])("%o stays the browser's", (key) => {
  expect(commandFor(key, true)).toBeNull();
});

test("with single keys switched off only keys with a modifier and Escape work", () => {
  for (const key of [press("j"), press("3"), press("Enter"), press("?")]) {
    expect(commandFor(key, false)).toBeNull();
  }
  expect(commandFor(press("Enter", { ctrlKey: true }), false)).toEqual({ type: "submit" });
  expect(commandFor(press("Escape"), false)).toEqual({ type: "escape" });
});

test("text fields keep their letters, checkboxes do not take them", () => {
  document.body.innerHTML =
    '<textarea></textarea><input type="text"><input type="checkbox"><button><b>x</b></button>';
  const [textarea, input, checkbox, button] = document.body.children;
  expect(isTextField(textarea ?? null)).toBe(true);
  expect(isTextField(input ?? null)).toBe(true);
  expect(isTextField(checkbox ?? null)).toBe(false);
  expect(isTextField(document.body)).toBe(false);
  expect(takesEnter(button?.firstElementChild ?? null)).toBe(true);
  expect(takesEnter(checkbox ?? null)).toBe(false);
});
