/**
 * The ladder: K fixed rows that hold the K answers, as pure functions.
 *
 * Several answers on one row are a tie; empty rows are allowed and mean nothing on the
 * wire. Every function returns new rows, and none of them can lose or double an answer.
 */

/** Index 0 is the best row. An answer stands on one row at most; absent means unranked. */
export type Rows = readonly (readonly string[])[];

/** Where a chip may be dropped: on a row, between two rows (0…K), or back in the tray. */
export type Target =
  | { kind: "row"; row: number }
  | { kind: "gap"; gap: number }
  | { kind: "tray" };

export type Verdict = "left" | "tie" | "right";

export function emptyRows(size: number): Rows {
  return Array.from({ length: size }, () => []);
}

/** The row of an answer; -1 where it is unranked. */
export function rowOf(rows: Rows, slot: string): number {
  return rows.findIndex((row) => row.includes(slot));
}

export function unrank(rows: Rows, slot: string): Rows {
  return rows.map((row) => row.filter((other) => other !== slot));
}

/** Puts an answer on a row, beside whoever is there. */
export function placeOn(rows: Rows, slot: string, row: number): Rows {
  if (row < 0 || row >= rows.length) return rows;
  return unrank(rows, slot).map((members, index) =>
    index === row ? [...members, slot].sort() : members,
  );
}

/**
 * Puts an answer on a row of its own between two rows.
 *
 * Rows are pushed towards the nearest empty row. After the moved answer is taken out, at
 * most K−1 answers stand on K rows, so an empty one always exists and nothing falls off.
 */
export function insertAt(rows: Rows, slot: string, gap: number): Rows {
  const without = unrank(rows, slot).map((row) => [...row]);
  const hole = nearestEmpty(without, gap);
  if (hole === -1) return rows;
  without.splice(hole, 1);
  without.splice(hole < gap ? gap - 1 : gap, 0, [slot]);
  return without;
}

function nearestEmpty(rows: Rows, gap: number): number {
  let best = -1;
  let bestDistance = Infinity;
  rows.forEach((row, index) => {
    if (row.length > 0) return;
    const distance = index >= gap ? index - gap : gap - 1 - index;
    if (distance < bestDistance || (distance === bestDistance && index >= gap)) {
      best = index;
      bestDistance = distance;
    }
  });
  return best;
}

export function drop(rows: Rows, slot: string, target: Target): Rows {
  if (target.kind === "tray") return unrank(rows, slot);
  if (target.kind === "row") return placeOn(rows, slot, target.row);
  return insertAt(rows, slot, target.gap);
}

/** The nearest occupied row in a direction; -1 where there is none. */
export function neighbourRow(rows: Rows, row: number, direction: -1 | 1): number {
  for (let index = row + direction; index >= 0 && index < rows.length; index += direction) {
    if ((rows[index] ?? []).length > 0) return index;
  }
  return -1;
}

/**
 * Moves an answer half a step: alone → tied with its neighbour → alone on the far side of it.
 *
 * An unranked answer stays where it is; an answer at the end of the ladder moves over the
 * empty rows that are left.
 */
export function halfStep(rows: Rows, slot: string, direction: -1 | 1): Rows {
  const row = rowOf(rows, slot);
  if (row === -1) return rows;
  if ((rows[row] ?? []).length > 1) return insertAt(rows, slot, direction === -1 ? row : row + 1);
  const neighbour = neighbourRow(rows, row, direction);
  return placeOn(rows, slot, neighbour === -1 ? row + direction : neighbour);
}

/** Ties an answer with the one just above it; an unranked one with the lowest ranked. */
export function tieWithAbove(rows: Rows, slot: string): Rows {
  const row = rowOf(rows, slot);
  const above = neighbourRow(rows, row === -1 ? rows.length : row, -1);
  return above === -1 ? rows : placeOn(rows, slot, above);
}

/** The answer to compare with: on the same row, else just above, else just below; or null. */
export function ladderNeighbour(rows: Rows, slot: string): string | null {
  const row = rowOf(rows, slot);
  if (row === -1) return rows[neighbourRow(rows, rows.length, -1)]?.[0] ?? null;
  const tied = (rows[row] ?? []).find((other) => other !== slot);
  if (tied !== undefined) return tied;
  const above = neighbourRow(rows, row, -1);
  const other = above === -1 ? neighbourRow(rows, row, 1) : above;
  return rows[other]?.[0] ?? null;
}

/** What the ladder says of two answers; null while one of them is unranked. */
export function verdictOf(rows: Rows, left: string, right: string): Verdict | null {
  const [l, r] = [rowOf(rows, left), rowOf(rows, right)];
  if (l === -1 || r === -1) return null;
  if (l === r) return "tie";
  return l < r ? "left" : "right";
}

/**
 * Makes a verdict on two answers true.
 *
 * Moves the unranked answer (else the right one) next to the other; where the ladder
 * already says so, nothing moves.
 */
export function applyVerdict(rows: Rows, left: string, right: string, verdict: Verdict): Rows {
  if (left === right || verdictOf(rows, left, right) === verdict) return rows;
  const anchored = rowOf(rows, left) === -1 && rowOf(rows, right) === -1;
  const base = anchored ? placeOn(rows, left, freeRow(rows)) : rows;
  const moved = rowOf(base, left) === -1 ? left : right;
  const anchor = rowOf(base, moved === left ? right : left);
  if (verdict === "tie") return placeOn(base, moved, anchor);
  const goesAbove = verdict === (moved === left ? "left" : "right");
  return insertAt(base, moved, goesAbove ? anchor : anchor + 1);
}

/** The first empty row below everything ranked; where the last row is taken, any empty one. */
function freeRow(rows: Rows): number {
  const last = neighbourRow(rows, rows.length, -1);
  if (last + 1 < rows.length) return last + 1;
  return rows.findIndex((row) => row.length === 0);
}

export function hasTie(rows: Rows): boolean {
  return rows.some((row) => row.length > 1);
}

/** The ordered groups for the wire, best first. */
export function toGroups(rows: Rows): string[][] {
  return rows.filter((row) => row.length > 0).map((row) => [...row]);
}

/**
 * Rows from stored groups (empty ones keep their place), for exactly these answers.
 *
 * Whatever does not belong is dropped: an unknown or doubled answer, a group too many.
 */
export function fromGroups(groups: readonly (readonly string[])[], slots: readonly string[]): Rows {
  let rows = emptyRows(slots.length);
  groups.slice(0, slots.length).forEach((group, index) => {
    for (const slot of group) {
      if (slots.includes(slot) && rowOf(rows, slot) === -1) rows = placeOn(rows, slot, index);
    }
  });
  return rows;
}
