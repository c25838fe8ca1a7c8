/**
 * Where a text has mathematics, and its source as the parser takes it.
 *
 * `\( … \)` and `\[ … \]` become dollars. A single dollar is a formula's under Pandoc's rule alone
 * (nothing blank inside at either end, no digit after it), so that prices stay prices.
 */

const CODE = /(```[\s\S]*?(?:```|$)|~~~[\s\S]*?(?:~~~|$)|`[^`\n]*`)/;
const BLOCK = /\$\$[\s\S]+?\$\$|\\\[[\s\S]+?\\\]/;
const INLINE = /(?<![\\$\w])\$(?![\s$])(?:[^$\n\\]|\\.)*?(?<!\s)\$(?![\d\w$])|\\\(.+?\\\)/;
const FORMULA = new RegExp(`${BLOCK.source}|${INLINE.source}`, "g");
const DOLLAR = /(?<!\\)\$/g;

/** Whether anything outside of code looks like a formula; only then the typesetter is loaded. */
export function hasFormulas(text: string): boolean {
  if (!/\$|\\\(|\\\[/.test(text)) return false;
  return outsideCode(text).some((part) => part.search(FORMULA) !== -1);
}

function outsideCode(text: string): string[] {
  return text.split(CODE).filter((_, index) => index % 2 === 0);
}

/** The text with every formula in dollars and every other dollar escaped. */
export function withDollars(text: string): string {
  return text
    .split(CODE)
    .map((part, index) => (index % 2 === 1 ? part : converted(part)))
    .join("");
}

function converted(part: string): string {
  let result = "";
  let last = 0;
  for (const match of part.matchAll(FORMULA)) {
    const end = match.index + match[0].length;
    result += escaped(part.slice(last, match.index)) + formula(match[0], indentAlone(part, match.index, end));
    last = end;
  }
  return result + escaped(part.slice(last));
}

/** The indentation of a formula that has its lines to itself; null where there is more on them. */
function indentAlone(part: string, start: number, end: number): string | null {
  const before = /(?:^|\n)([ \t]*)$/.exec(part.slice(0, start));
  return before !== null && /^[ \t]*(?:\n|$)/.test(part.slice(end)) ? (before[1] ?? "") : null;
}

function escaped(text: string): string {
  return text.replace(DOLLAR, "\\$");
}

function formula(source: string, indent: string | null): string {
  if (source.startsWith("\\(")) return `$${source.slice(2, -2).trim()}$`;
  if (!source.startsWith("$$") && !source.startsWith("\\[")) return source;
  const inner = source.slice(2, -2).trim();
  // A display needs its dollars on lines of their own; among words it stays within the line.
  if (indent === null) return `$$${inner.replace(/\s+/g, " ")}$$`;
  return `$$\n${inner.replace(/^\s*/gm, indent)}\n${indent}$$`;
}
