/**
 * Answers that a remark names by their letters. Everybody sees the answers of a task in an order of
 * their own, so that a letter means what it meant to its author: here it is found, and told in the
 * reader's letters. What was written stays as it was typed.
 */

/** The reader's letter for each of the author's. */
export type Letters = Readonly<Record<string, string>>;

export type Piece =
  | { kind: "text"; text: string }
  /** `[A]`: surely an answer. */
  | { kind: "reference"; written: string; here: string }
  /** `A` standing alone: an answer, or only the word. */
  | { kind: "letter"; written: string; here: string };

// "I" standing alone is the English pronoun far more often than the ninth answer.
const NAMED = /\[([A-Z])\]|(?<![\p{L}\p{N}_'’[])([A-HJ-Z])(?![\p{L}\p{N}_'’+#\]])/gu;

export function piecesOf(text: string, letters: Letters): Piece[] {
  const pieces: Piece[] = [];
  let after = 0;
  for (const match of text.matchAll(NAMED)) {
    const [whole, bracketed, alone] = match;
    const written = bracketed ?? alone ?? "";
    const here = letters[written];
    if (here === undefined) continue;
    if (match.index > after) pieces.push({ kind: "text", text: text.slice(after, match.index) });
    pieces.push({ kind: bracketed === undefined ? "letter" : "reference", written, here });
    after = match.index + whole.length;
  }
  if (after < text.length) pieces.push({ kind: "text", text: text.slice(after) });
  return pieces;
}

/** The letters that stand alone, once each: they would not follow the reader's order. */
export function aloneIn(text: string, slots: readonly string[]): string[] {
  const found = piecesOf(text, asThey(slots)).flatMap((one) => (one.kind === "letter" ? [one.written] : []));
  return [...new Set(found)];
}

/** The text with each letter that stands alone as a reference. */
export function referring(text: string, slots: readonly string[]): string {
  return piecesOf(text, asThey(slots))
    .map((one) => (one.kind === "text" ? one.text : `[${one.written}]`))
    .join("");
}

/** Whether the author saw the answers in another order than the reader. */
export function differ(letters: Letters): boolean {
  return Object.entries(letters).some(([written, here]) => written !== here);
}

/** Letters that mean the same to author and reader. */
export function asThey(slots: readonly string[]): Letters {
  return Object.fromEntries(slots.map((slot) => [slot, slot]));
}
