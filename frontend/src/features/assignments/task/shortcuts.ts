/** What the help dialog says: the keys, and what is recorded. */
import type { TaskKind } from "@/lib/api-types";

type Surface = "ranking" | "comparison" | "writing";

function surfaceOf(kind: TaskKind): Surface {
  if (kind === "demonstration" || kind === "prompt") return "writing";
  return kind === "comparison" ? "comparison" : "ranking";
}

interface ShortcutGroup {
  title: string;
  /** Where they hold; left out: everywhere. */
  on?: readonly Surface[];
  keys: readonly (readonly [string, string])[];
}

const SHORTCUTS: readonly ShortcutGroup[] = [
  {
    title: "Move",
    on: ["ranking"],
    keys: [
      ["J, →", "next answer"],
      ["K, ←", "previous answer"],
      ["O", "order A–Z or by rank"],
    ],
  },
  {
    title: "Rank",
    on: ["ranking"],
    keys: [
      ["1 … 9", "put on that rank; an occupied one ties"],
      ["0", "take out of the order"],
      ["Alt + ↑ ↓", "tie with its neighbour; once more, pass it"],
      ["T", "tie with the answer above"],
      ["N, B", "none is acceptable"],
      ["X", "cannot rank: say why"],
    ],
  },
  {
    title: "Two answers",
    on: ["comparison"],
    keys: [
      ["L / T / R", "left better, tie, right better"],
      ["1 … 4", "how much: significantly … negligibly"],
      ["B", "both are bad"],
      ["E", "edit the better one, where it is asked for"],
      ["X", "cannot say: say why"],
      ["K / J", "to the left answer, to the right one"],
      ["D", "mark what the other answer lacks"],
    ],
  },
  {
    title: "Rate",
    on: ["ranking", "comparison"],
    keys: [
      ["Shift + 1 … 7", "overall quality; again clears"],
      ["F", "to the flags; Space ticks, Esc goes back"],
      ["A", "to the questions about the prompt"],
      ["M", "the answer's raw text, as it was typed"],
    ],
  },
  {
    title: "Compare",
    on: ["ranking"],
    keys: [
      ["C", "with its neighbour in the order"],
      ["L / T / R", "left better, tie, right better"],
      ["D", "mark what the other answer lacks"],
      ["Esc", "close"],
    ],
  },
  {
    title: "Write",
    on: ["writing"],
    keys: [
      ["E, Enter", "into the text"],
      ["Esc", "out of it, to the keys"],
      ["A", "to the questions about the prompt"],
      ["Ctrl + B / I", "bold, italic"],
      ["Ctrl + E", "code"],
      ["Ctrl + K", "link"],
      ["Ctrl + Shift + 6 / 9", "heading, quote"],
      ["Ctrl + Shift + 7 / 8", "numbered list, bullets; Enter goes on, twice ends"],
      ["Ctrl + Shift + L", "table"],
      ["Ctrl + Enter", "submit and go on"],
    ],
  },
  {
    title: "Hand in",
    on: ["ranking", "comparison"],
    keys: [
      ["U, Ctrl + Z", "undo; before the first step: back to the answer handed in last"],
      ["Shift + U, Ctrl + Y", "redo"],
      ["Enter, Ctrl + Enter", "submit and go on"],
    ],
  },
  {
    title: "Work",
    keys: [
      ["P", "show or hide the prompt"],
      ["S", "skip"],
      ["G", "guidelines"],
      ["?", "this list"],
    ],
  },
];

/** The keys that hold where this kind of work is done. */
export function shortcutsOf(kind: TaskKind): readonly ShortcutGroup[] {
  const surface = surfaceOf(kind);
  return SHORTCUTS.filter(({ on }) => on === undefined || on.includes(surface));
}

/** What is recorded besides the answer itself: said where people look for help. */
export const RECORDED =
  "With your answer go the time you were active, the guidelines it was made under and, for what you write, how often and how many characters you pasted and typed. These are counts, not the text, and nobody is judged by them: quoting and moving text are ordinary work. Reviewers see them as they are.";
