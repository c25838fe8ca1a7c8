/**
 * Which words two texts share: those that lie in a run of at least four words found
 * anywhere in the other text. Linear time; a paragraph that only moved counts as shared.
 */

const RUN = 4;
const segmenter = new Intl.Segmenter(undefined, { granularity: "word" });

/** The words of a Markdown text, lower-cased; fence languages are not part of the text. */
export function wordsOf(markdown: string): string[] {
  const plain = markdown.replace(/^(\s*(?:```|~~~))[^\n]*$/gm, "$1");
  const words: string[] = [];
  for (const { segment, isWordLike } of segmenter.segment(plain)) {
    if (isWordLike === true) words.push(segment.toLowerCase());
  }
  return words;
}

function runsOf(words: readonly string[], length: number): Set<string> {
  const runs = new Set<string>();
  for (let start = 0; start + length <= words.length; start += 1) {
    runs.add(words.slice(start, start + length).join(" "));
  }
  return runs;
}

/** Says for each word of one text whether the other text has it in a common run. */
export function sharedWith(other: readonly string[]): (words: readonly string[]) => boolean[] {
  return (words) => {
    const length = Math.max(1, Math.min(RUN, words.length, other.length));
    const runs = runsOf(other, length);
    const lower = words.map((word) => word.toLowerCase());
    const shared = lower.map(() => false);
    for (let start = 0; start + length <= lower.length; start += 1) {
      if (runs.has(lower.slice(start, start + length).join(" "))) {
        shared.fill(true, start, start + length);
      }
    }
    return shared;
  };
}

/** The share of all words of both texts that are shared; 1 for two empty texts. */
export function shareOf(left: readonly string[], right: readonly string[]): number {
  const total = left.length + right.length;
  if (total === 0) return 1;
  const flags = [...sharedWith(right)(left), ...sharedWith(left)(right)];
  return flags.filter(Boolean).length / total;
}
