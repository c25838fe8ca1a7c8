import { describe, expect, it } from "vitest";

import { aloneIn, asThey, differ, piecesOf, referring } from "./lettered";

const LETTERS = { A: "D", B: "A", C: "B", D: "C" };

/** What a reader makes of it: a reference in their letter, a lone letter with both. */
function read(text: string): string {
  return piecesOf(text, LETTERS)
    .map((one) => (one.kind === "text" ? one.text : one.kind === "letter" ? `${one.written}(${one.here})` : `<${one.here}>`))
    .join("");
}

describe("letters of another's order", () => {
  it("are told in the reader's, wherever they name an answer", () => {
    expect(read("[C] has four. [A] keeps the limit.")).toBe("<B> has four. <D> keeps the limit.");
    expect(read("C has four. A keeps the limit…")).toBe("C(B) has four. A(D) keeps the limit…");
    expect(read("A/B, (C); “D”.")).toBe("A(D)/B(A), (C(B)); “D(C)”.");
  });

  it("are left alone inside words, as a pronoun, and where there is no such answer", () => {
    expect(read("ABC, C++, C#, B2, don't, I think, Z, [Z], é A’s")).toBe("ABC, C++, C#, B2, don't, I think, Z, [Z], é A’s");
  });

  it("lose nothing of what was written", () => {
    const text = "  A [A]\n[A] and nothing else ";
    const back = piecesOf(text, LETTERS).map((one) =>
      one.kind === "text" ? one.text : one.kind === "letter" ? one.written : `[${one.written}]`,
    );
    expect(back.join("")).toBe(text);
  });

  it("become references where the author asks for it", () => {
    expect(aloneIn("C has four. [A], C and B.", ["A", "B", "C"])).toEqual(["C", "B"]);
    expect(referring("C has four. [A] keeps it.", ["A", "B", "C"])).toBe("[C] has four. [A] keeps it.");
  });

  it("need no words where both saw one order", () => {
    expect(differ(LETTERS)).toBe(true);
    expect(differ(asThey(["A", "B"]))).toBe(false);
  });
});
