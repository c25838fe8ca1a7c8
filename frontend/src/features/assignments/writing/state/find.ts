/** Finding text in what is drawn, and marking it without touching the document. */

const ALL = "reference-match";
const CURRENT = "reference-match-current";

/** Places where a text stands below an element, whatever elements it runs across. */
export function matchesIn(root: Node, wanted: string): Range[] {
  const needle = lower(wanted.trim());
  if (needle === "") return [];
  const nodes: { node: Text; start: number }[] = [];
  let whole = "";
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  while (walker.nextNode() !== null) {
    const node = walker.currentNode as Text;
    nodes.push({ node, start: whole.length });
    whole += lower(node.data);
  }
  const ranges: Range[] = [];
  for (let at = whole.indexOf(needle); at !== -1; at = whole.indexOf(needle, at + needle.length)) {
    const range = document.createRange();
    const first = nodes.findLast(({ start }) => start <= at);
    const last = nodes.findLast(({ start }) => start < at + needle.length);
    if (first === undefined || last === undefined) break;
    range.setStart(first.node, at - first.start);
    range.setEnd(last.node, at + needle.length - last.start);
    ranges.push(range);
  }
  return ranges;
}

/** Lower case of the same length: a letter that would become two stays as it is. */
function lower(text: string): string {
  const small = text.toLowerCase();
  return small.length === text.length ? small : text;
}

/** Marks places; where the browser cannot, they are scrolled to all the same. */
export function showMatches(ranges: readonly Range[], current: Range | null): void {
  if (typeof Highlight === "undefined" || !("highlights" in CSS)) return;
  CSS.highlights.set(ALL, new Highlight(...ranges));
  CSS.highlights.set(CURRENT, new Highlight(...(current === null ? [] : [current])));
}
