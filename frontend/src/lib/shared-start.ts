/**
 * How much of the beginning several texts have in common, in whole paragraphs.
 *
 * Whole transcripts often differ in their last turns alone; what stands in all of them needs to
 * be read once. A fenced block is never cut, since half of it would not be code any more.
 */

/** Shorter beginnings are read faster than they are unfolded. */
const LEAST = 400;

const FENCE = /^\s*(?:```|~~~)/;

/** Characters of the shared beginning; 0 where it is short, or where nothing would be left. */
export function sharedStart(texts: readonly string[]): number {
  const [first = "", ...others] = texts;
  if (others.length === 0) return 0;
  let shared = 0;
  for (const end of paragraphEnds(first)) {
    const start = first.slice(0, end);
    const alike = others.every((text) => text.startsWith(start) && text.trimEnd().length > end);
    if (!alike) break;
    shared = end;
  }
  return shared >= LEAST ? shared : 0;
}

/** Where each paragraph but the last ends, blank lines after it included. */
function paragraphEnds(text: string): number[] {
  const ends: number[] = [];
  let fenced = false;
  let position = 0;
  let blank = false;
  for (const line of text.split("\n")) {
    const empty = line.trim() === "";
    if (blank && !empty && !fenced) ends.push(position);
    if (FENCE.test(line)) fenced = !fenced;
    blank = empty;
    position += line.length + 1;
  }
  return ends;
}
