import { describe, expect, test } from "vitest";

import {
  applyVerdict,
  drop,
  emptyRows,
  fromGroups,
  halfStep,
  insertAt,
  placeOn,
  rowOf,
  tieWithAbove,
  toGroups,
  unrank,
  verdictOf,
  type Rows,
  type Verdict,
} from "./rows";

/** A small seeded generator (mulberry32), so that a failure can be run again. */
function generator(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 4294967296) * below);
  };
}

const LETTERS = ["A", "B", "C", "D", "E", "F", "G", "H", "I"];

function rowsOf(text: string, size = text.split("|").length): Rows {
  const groups = text.split("|").map((group) => [...group.trim()]);
  return fromGroups(groups, LETTERS.slice(0, size));
}

function text(rows: Rows): string {
  return rows.map((row) => row.join("")).join("|");
}

function randomStep(rows: Rows, slots: readonly string[], random: (below: number) => number): Rows {
  const slot = slots[random(slots.length)] ?? "A";
  const other = slots[random(slots.length)] ?? "A";
  const verdicts: Verdict[] = ["left", "tie", "right"];
  switch (random(7)) {
    case 0:
      return drop(rows, slot, { kind: "row", row: random(slots.length) });
    case 1:
      return drop(rows, slot, { kind: "gap", gap: random(slots.length + 1) });
    case 2:
      return drop(rows, slot, { kind: "tray" });
    case 3:
      return halfStep(rows, slot, random(2) === 0 ? -1 : 1);
    case 4:
      return tieWithAbove(rows, slot);
    case 5:
      return fromGroups(toGroups(rows), slots);
    default:
      return applyVerdict(rows, slot, other, verdicts[random(3)] ?? "tie");
  }
}

describe("random operations", () => {
  test.each([2, 3, 4, 9])("lose and double no answer of %i", (size) => {
    const slots = LETTERS.slice(0, size);
    const random = generator(size);
    let rows = emptyRows(size);
    let fullest = 0;
    for (let count = 0; count < 5000; count += 1) {
      rows = randomStep(rows, slots, random);
      const ranked = rows.flat();
      expect(rows).toHaveLength(size);
      expect(new Set(ranked).size).toBe(ranked.length);
      expect(slots).toEqual(expect.arrayContaining(ranked));
      fullest = Math.max(fullest, ranked.length);
    }
    // Without this the walk could have stayed on empty ladders and proved nothing.
    expect(fullest).toBe(size);
  });

  test("an insert stands alone exactly between its neighbours and keeps everybody's order", () => {
    const random = generator(7);
    let rows = emptyRows(9);
    for (let count = 0; count < 5000; count += 1) {
      rows = randomStep(rows, LETTERS, random);
      const slot = LETTERS[random(9)] ?? "A";
      const gap = random(10);
      const others = unrank(rows, slot);
      const after = insertAt(rows, slot, gap);
      expect(toGroups(unrank(after, slot))).toEqual(toGroups(others));
      const above = others.slice(0, gap).filter((row) => row.length > 0).length;
      expect(toGroups(after)[above]).toEqual([slot]);
    }
  });

  test("a verdict holds afterwards and changes no other pair", () => {
    const random = generator(11);
    let rows = emptyRows(9);
    for (let count = 0; count < 5000; count += 1) {
      rows = randomStep(rows, LETTERS, random);
      const [left, right] = [LETTERS[random(9)] ?? "A", LETTERS[random(9)] ?? "B"];
      if (left === right) continue;
      const verdict = (["left", "tie", "right"] as const)[random(3)] ?? "tie";
      const unranked = [left, right].filter((slot) => rowOf(rows, slot) === -1);
      const after = applyVerdict(rows, left, right, verdict);
      expect(verdictOf(after, left, right)).toBe(verdict);
      const moved = unranked.length === 2 ? [left, right] : [unranked[0] ?? right];
      const rest = (state: Rows): string[][] =>
        toGroups(moved.reduce((current, slot) => unrank(current, slot), state));
      expect(rest(after)).toEqual(rest(rows));
    }
  });
});

describe("single moves", () => {
  test("a second answer on a row ties and the row keeps both", () => {
    expect(text(placeOn(rowsOf("B||"), "A", 0))).toBe("AB||");
  });

  test("an insert pushes towards the nearest empty row", () => {
    expect(text(insertAt(rowsOf("A|B|C||", 5), "D", 1))).toBe("A|D|B|C|");
    expect(text(insertAt(rowsOf("|A|B|C|D", 5), "E", 2))).toBe("A|E|B|C|D");
  });

  test("a half step goes alone, tied, alone on the far side", () => {
    const start = rowsOf("A|B|");
    const tied = halfStep(start, "B", -1);
    expect(text(tied)).toBe("AB||");
    const above = halfStep(tied, "B", -1);
    expect(toGroups(above)).toEqual([["B"], ["A"]]);
    expect(toGroups(halfStep(tied, "A", 1))).toEqual([["B"], ["A"]]);
  });

  test("a half step skips empty rows to the neighbour", () => {
    expect(text(halfStep(rowsOf("A||B|", 4), "B", -1))).toBe("AB|||");
  });

  test("a half step of an unranked answer or beyond the end changes nothing", () => {
    const rows = rowsOf("A||");
    expect(halfStep(rows, "B", -1)).toBe(rows);
    expect(text(halfStep(rows, "A", -1))).toBe("A||");
  });

  test("T ties with the row above and does nothing at the top", () => {
    expect(text(tieWithAbove(rowsOf("A|B|"), "B"))).toBe("AB||");
    expect(text(tieWithAbove(rowsOf("A|B|"), "A"))).toBe("A|B|");
  });

  test("a verdict that already holds moves nothing", () => {
    const rows = rowsOf("A||B|");
    expect(applyVerdict(rows, "A", "B", "left")).toBe(rows);
  });

  test("a verdict on two unranked answers places both", () => {
    expect(toGroups(applyVerdict(rowsOf("C|||", 4), "A", "B", "right"))).toEqual([
      ["C"],
      ["B"],
      ["A"],
    ]);
  });
});

describe("stored groups", () => {
  test("empty groups keep their place and foreign answers are dropped", () => {
    expect(text(fromGroups([["A"], [], ["B", "A", "Z"]], ["A", "B", "C"]))).toBe("A||B");
  });

  test("the wire has no empty groups", () => {
    expect(toGroups(rowsOf("A||BC|", 4))).toEqual([["A"], ["B", "C"]]);
  });
});
