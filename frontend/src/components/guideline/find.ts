/**
 * Finding words in what is on the page, as the browser's own search does: over the rendered text,
 * without rendering it anew. Matches are painted by the browser (CSS custom highlights).
 */

export interface Span {
  start: number;
  end: number;
}

/** Where `query` stands in `text`; case does not matter, and white space stands for any. */
export function spansOf(text: string, query: string): Span[] {
  const parts = query.trim().split(/\s+/).filter(Boolean);
  if (parts.length === 0) return [];
  const escaped = parts.map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  const pattern = new RegExp(escaped.join("\\s+"), "giu");
  return [...text.matchAll(pattern)].map(({ 0: found, index }) => ({
    start: index,
    end: index + found.length,
  }));
}

interface Piece {
  node: Text;
  start: number;
}

const BLOCK = "p, li, h1, h2, h3, h4, h5, h6, td, th, pre, dt, dd, figcaption, blockquote, summary";

/** The ranges of all matches below `root`; a match may go over from one element into another. */
export function rangesOf(root: Element, query: string): Range[] {
  const pieces: Piece[] = [];
  let text = "";
  let block: Element | null = null;
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const own = node.parentElement?.closest(BLOCK) ?? null;
    // Two paragraphs are no one line: nothing matches across them.
    if (own !== block) text += "\u0000";
    block = own;
    pieces.push({ node: node as Text, start: text.length });
    text += node.nodeValue ?? "";
  }
  return spansOf(text, query).map((span) => rangeAt(pieces, span));
}

function rangeAt(pieces: readonly Piece[], { start, end }: Span): Range {
  const range = document.createRange();
  for (const { node, start: from } of pieces) {
    const to = from + node.length;
    if (start >= from && start < to) range.setStart(node, start - from);
    if (end > from && end <= to) range.setEnd(node, end - from);
  }
  return range;
}

const ALL = "guideline-found";
const CURRENT = "guideline-current";

/** Paints the matches and brings the current one into sight; with none, takes the paint away. */
export function paint(ranges: readonly Range[], current: number): void {
  const here = ranges[current];
  here?.startContainer.parentElement?.scrollIntoView({ block: "center" });
  // Older browsers and jsdom paint nothing; counting and jumping work there too.
  if (!("highlights" in CSS)) return;
  CSS.highlights.set(ALL, new Highlight(...ranges.filter((range) => range !== here)));
  CSS.highlights.set(CURRENT, here === undefined ? new Highlight() : new Highlight(here));
}
