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
