/** Markdown editing as pure functions on a text and its selection. */

export interface Selection {
  text: string;
  start: number;
  end: number;
}

/** Puts marks around the selection, or takes them away where they already are. */
export function wrap({ text, start, end }: Selection, mark: string): Selection {
  const [before, inside, after] = [text.slice(0, start), text.slice(start, end), text.slice(end)];
  if (before.endsWith(mark) && after.startsWith(mark)) {
    return {
      text: before.slice(0, -mark.length) + inside + after.slice(mark.length),
      start: start - mark.length,
      end: end - mark.length,
    };
  }
  return {
    text: before + mark + inside + mark + after,
    start: start + mark.length,
    end: end + mark.length,
  };
}

/** Puts a prefix before each selected line, or takes it away where all lines have it. */
export function prefix({ text, start, end }: Selection, mark: string): Selection {
  const from = text.lastIndexOf("\n", start - 1) + 1;
  const next = text.indexOf("\n", end);
  const to = next === -1 ? text.length : next;
  const lines = text.slice(from, to).split("\n");
  const remove = lines.every((line) => line.startsWith(mark));
  const changed = lines
    .map((line) => (remove ? line.slice(mark.length) : mark + line))
    .join("\n");
  const shift = remove ? -mark.length : mark.length;
  return {
    text: text.slice(0, from) + changed + text.slice(to),
    start: Math.max(from, start + shift),
    end: Math.max(from, end + shift * lines.length),
  };
}

/** Makes the selection a code block, or code within the line where it is part of one. */
export function code(selection: Selection): Selection {
  const { text, start, end } = selection;
  const inside = text.slice(start, end);
  if (!inside.includes("\n") && inside !== "") return wrap(selection, "`");
  const open = `${start === 0 || text[start - 1] === "\n" ? "" : "\n"}\`\`\`\n`;
  const close = inside.endsWith("\n") ? "```\n" : "\n```\n";
  return {
    text: text.slice(0, start) + open + inside + close + text.slice(end),
    start: start + open.length,
    end: start + open.length + inside.length,
  };
}

export function link({ text, start, end }: Selection): Selection {
  const label = text.slice(start, end) || "text";
  const inserted = `[${label}](https://)`;
  const address = start + label.length + 3;
  return {
    text: text.slice(0, start) + inserted + text.slice(end),
    start: address,
    end: address + "https://".length,
  };
}

const SAMPLE = [["Column", "Column"], ["", ""]];

/** Puts a table in: of the selected lines where their cells stand between tabs, else an empty one. */
export function table({ text, start, end }: Selection): Selection {
  const inside = text.slice(start, end);
  const rows = inside.includes("\t") ? inside.trim().split("\n").map((line) => line.split("\t")) : SAMPLE;
  const width = Math.max(...rows.map((cells) => cells.length));
  const line = (cells: readonly string[]) =>
    `| ${Array.from({ length: width }, (_, index) => (cells[index] ?? "").trim().replaceAll("|", "\\|")).join(" | ")} |`;
  const [head = [], ...body] = rows;
  const rule = `|${" --- |".repeat(width)}`;
  const before = text.slice(0, start);
  const open = before === "" || before.endsWith("\n\n") ? "" : before.endsWith("\n") ? "\n" : "\n\n";
  const lost = rows === SAMPLE ? inside : "";
  const inserted = `${lost}${open}${[line(head), rule, ...body.map(line)].join("\n")}\n`;
  const first = start + lost.length + open.length + 2;
  return {
    text: before + inserted + text.slice(end),
    start: first,
    end: first + (head[0] ?? "").trim().length,
  };
}

const MARKER = /^(\s*)(?:([-*+])|(\d+)([.)]))( \[[ xX]\])? +/;

/** Enter at the end of a list's line: goes on with the list, or ends it on an empty item. */
export function nextItem({ text, start, end }: Selection): Selection | null {
  const from = text.lastIndexOf("\n", start - 1) + 1;
  const line = text.slice(from, start);
  const found = MARKER.exec(line);
  if (start !== end || found === null) return null;
  const [marker, indent = "", bullet, number, dot, box] = found;
  if (line.length === marker.length) {
    return { text: text.slice(0, from) + text.slice(start), start: from, end: from };
  }
  const sign = bullet ?? `${String(Number(number) + 1)}${dot ?? "."}`;
  const inserted = `\n${indent}${sign}${box === undefined ? "" : " [ ]"} `;
  const at = start + inserted.length;
  return { text: text.slice(0, start) + inserted + text.slice(end), start: at, end: at };
}

const DOUBLED = /^\s*(?:([-*+]) (?:\[[ xX]\] )?\1|\d+[.)] \d+[.)])$/;

/**
 * A space after a list's sign that was typed although Enter had put it there: the typed one goes.
 *
 * @param at Where the sign ended that was put there; a sign typed anywhere else is meant.
 */
export function withoutDouble({ text, start, end }: Selection, at: number): Selection | null {
  const from = text.lastIndexOf("\n", start - 1) + 1;
  if (start !== end || at <= from || at >= start || !DOUBLED.test(text.slice(from, start))) return null;
  return { text: text.slice(0, at) + text.slice(start), start: at, end: at };
}

/** The part of a text that an edit changes: from, to, and what stands there afterwards. */
export function changeOf(before: string, after: string): { from: number; to: number; put: string } {
  const shortest = Math.min(before.length, after.length);
  let from = 0;
  while (from < shortest && before[from] === after[from]) from += 1;
  let tail = 0;
  while (tail < shortest - from && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail += 1;
  return { from, to: before.length - tail, put: after.slice(from, after.length - tail) };
}
