/** A ranking while a reviewer orders it: groups of letters, best first, ties together. */
export type Groups = readonly (readonly string[])[];

function without(groups: Groups, letter: string): string[][] {
  return groups.map((group) => group.filter((one) => one !== letter));
}

function placeOf(groups: Groups, letter: string): number {
  return groups.findIndex((group) => group.includes(letter));
}

function kept(groups: string[][]): string[][] {
  return groups.filter((group) => group.length > 0);
}

/** One step up (-1) or down (+1): out of a tie first, then past the next group. */
export function moved(groups: Groups, letter: string, step: -1 | 1): Groups {
  const place = placeOf(groups, letter);
  const tied = (groups[place]?.length ?? 0) > 1;
  if (!tied && groups[place + step] === undefined) return groups;
  const rest = without(groups, letter);
  const at = step < 0 ? (tied ? place : place - 1) : tied ? place + 1 : place + 2;
  return kept([...rest.slice(0, at), [letter], ...rest.slice(at)]);
}

/** Puts a letter alone at a place, counted from 0 among the groups; the others close up. */
export function placed(groups: Groups, letter: string, place: number): Groups {
  const rest = kept(without(groups, letter));
  return [...rest.slice(0, place), [letter], ...rest.slice(place)];
}

/** Ties a letter with the group above it, or takes it out of the tie it is in. */
export function tied(groups: Groups, letter: string): Groups {
  const place = placeOf(groups, letter);
  if ((groups[place]?.length ?? 0) > 1) return moved(groups, letter, 1);
  if (place < 1) return groups;
  const rest = without(groups, letter);
  return kept(rest.map((group, index) => (index === place - 1 ? [...group, letter].sort() : group)));
}

/** The place of each letter in a ranking; answers that tie share the better one (1, 2, 2, 4). */
export function places(groups: Groups): Map<string, number> {
  const found = new Map<string, number>();
  let next = 1;
  for (const group of groups) {
    for (const letter of group) found.set(letter, next);
    next += group.length;
  }
  return found;
}

/** The order of mean places over several rankings; letters of equal mean are tied. */
export function consensus(letters: readonly string[], rankings: readonly Groups[]): Groups {
  const means = new Map<string, number>();
  for (const letter of letters) {
    const all = rankings.flatMap((groups) => midranks(groups).get(letter) ?? []);
    means.set(letter, all.reduce((sum, one) => sum + one, 0) / Math.max(1, all.length));
  }
  const levels = [...new Set(means.values())].sort((one, other) => one - other);
  return levels.map((level) => letters.filter((letter) => means.get(letter) === level));
}

/** Places where a tie shares the middle of what it takes up, so that means are fair. */
function midranks(groups: Groups): Map<string, number> {
  const found = new Map<string, number>();
  let before = 0;
  for (const group of groups) {
    for (const letter of group) found.set(letter, before + (group.length + 1) / 2);
    before += group.length;
  }
  return found;
}

/** `B > A = C`, for screen readers and titles. */
export function spoken(groups: Groups): string {
  return groups.map((group) => group.join(" = ")).join(" > ");
}
