/**
 * Two versions of one text as one: what both have once, what only one has in its place.
 *
 * Without the version that both came from nobody can tell a line that was added from one that
 * was taken away, so that nothing is left out; a person deletes what is too much.
 */

/** Lines compared at most; beyond, one text follows the other. */
const MOST = 3000;

/** Length of the longest common subsequence of the lines from each pair of places on. */
function common(left: readonly string[], right: readonly string[]): Uint16Array[] {
  const table = Array.from({ length: left.length + 1 }, () => new Uint16Array(right.length + 1));
  for (let row = left.length - 1; row >= 0; row -= 1) {
    for (let column = right.length - 1; column >= 0; column -= 1) {
      const here = table[row];
      const below = table[row + 1];
      if (here === undefined || below === undefined) continue;
      here[column] =
        left[row] === right[column]
          ? 1 + (below[column + 1] ?? 0)
          : Math.max(below[column] ?? 0, here[column + 1] ?? 0);
    }
  }
  return table;
}

export function mergeTexts(first: string, second: string): string {
  if (first === second || second.trim() === "") return first;
  if (first.trim() === "") return second;
  const left = first.split("\n");
  const right = second.split("\n");
  if (left.length > MOST || right.length > MOST) return `${first}\n\n${second}`;
  const table = common(left, right);
  const merged: string[] = [];
  let [row, column] = [0, 0];
  while (row < left.length && column < right.length) {
    const [mine = "", theirs = ""] = [left[row], right[column]];
    if (mine === theirs) {
      merged.push(mine);
      row += 1;
      column += 1;
    } else if ((table[row + 1]?.[column] ?? 0) >= (table[row]?.[column + 1] ?? 0)) {
      merged.push(mine);
      row += 1;
    } else {
      merged.push(theirs);
      column += 1;
    }
  }
  return [...merged, ...left.slice(row), ...right.slice(column)].join("\n");
}
