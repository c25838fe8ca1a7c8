import { describe, expect, it } from "vitest";

import { consensus, moved, placed, places, spoken, tied } from "./ladder";

const PLAIN = [["A"], ["B"], ["C"]];

describe("the ladder", () => {
  it("moves an answer past its neighbours and stops at the ends", () => {
    expect(moved(PLAIN, "C", -1)).toEqual([["A"], ["C"], ["B"]]);
    expect(moved(PLAIN, "A", 1)).toEqual([["B"], ["A"], ["C"]]);
    expect(moved(PLAIN, "A", -1)).toEqual(PLAIN);
    expect(moved(PLAIN, "C", 1)).toEqual(PLAIN);
  });

  it("takes an answer out of its tie first", () => {
    const groups = [["A", "B"], ["C"]];
    expect(moved(groups, "B", -1)).toEqual([["B"], ["A"], ["C"]]);
    expect(moved(groups, "A", 1)).toEqual([["B"], ["A"], ["C"]]);
  });

  it("puts an answer at the place that was chosen", () => {
    expect(placed(PLAIN, "C", 0)).toEqual([["C"], ["A"], ["B"]]);
    expect(placed(PLAIN, "A", 2)).toEqual([["B"], ["C"], ["A"]]);
    expect(placed([["A", "B"], ["C"]], "B", 2)).toEqual([["A"], ["C"], ["B"]]);
  });

  it("ties with the group above, and unties again", () => {
    const both = tied(PLAIN, "B");
    expect(both).toEqual([["A", "B"], ["C"]]);
    expect(tied(both, "B")).toEqual(PLAIN);
    expect(tied(PLAIN, "A")).toEqual(PLAIN);
    expect(tied(both, "C")).toEqual([["A", "B", "C"]]);
  });

  it("never loses or doubles an answer", () => {
    let groups: readonly (readonly string[])[] = [["A"], ["B"], ["C"], ["D"]];
    const steps = ["B", "D", "A", "C", "B", "D"];
    for (const [index, letter] of steps.entries()) {
      groups = index % 3 === 0 ? tied(groups, letter) : moved(groups, letter, index % 2 ? -1 : 1);
      expect(groups.flat().toSorted()).toEqual(["A", "B", "C", "D"]);
    }
  });

  it("numbers places as sports do", () => {
    expect([...places([["B"], ["A", "C"], ["D"]])]).toEqual([["B", 1], ["A", 2], ["C", 2], ["D", 4]]);
  });

  it("starts from the mean of what labelers said", () => {
    const letters = ["A", "B", "C"];
    expect(consensus(letters, [PLAIN, [["C"], ["B"], ["A"]]])).toEqual([letters]);
    expect(consensus(letters, [PLAIN, [["A"], ["C"], ["B"]]])).toEqual([["A"], ["B", "C"]]);
    expect(consensus(letters, [])).toEqual([letters]);
    expect(spoken([["A"], ["B", "C"]])).toBe("A > B = C");
  });
});
