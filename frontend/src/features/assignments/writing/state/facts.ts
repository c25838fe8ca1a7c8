/**
 * How a text came about, counted as facts: pastes and typed characters.
 *
 * A paste is a thing that happened and says nothing about quality: quoting a document is part of
 * the work. What was pasted is not recorded, only how much.
 */

export interface WritingFacts {
  pastes: number;
  pasted_characters: number;
  typed_characters: number;
}

export const NO_FACTS: WritingFacts = { pastes: 0, pasted_characters: 0, typed_characters: 0 };

export function factsFrom(value: unknown): WritingFacts {
  const given = (typeof value === "object" && value !== null ? value : {}) as Record<string, unknown>;
  const number = (name: keyof WritingFacts) => {
    const count = given[name];
    return typeof count === "number" && Number.isInteger(count) && count >= 0 ? count : 0;
  };
  return {
    pastes: number("pastes"),
    pasted_characters: number("pasted_characters"),
    typed_characters: number("typed_characters"),
  };
}

export function withPaste(facts: WritingFacts, text: string): WritingFacts {
  if (text === "") return facts;
  return { ...facts, pastes: facts.pastes + 1, pasted_characters: facts.pasted_characters + [...text].length };
}

/** Counts an input event; deletions, undo and what is pasted are no typing. */
export function withInput(facts: WritingFacts, inputType: string, data: string | null): WritingFacts {
  const line = inputType === "insertLineBreak" || inputType === "insertParagraph";
  const typed = inputType === "insertText" || inputType === "insertReplacementText" || inputType === "insertFromComposition";
  const length = line ? 1 : typed ? [...(data ?? "")].length : 0;
  return length === 0 ? facts : { ...facts, typed_characters: facts.typed_characters + length };
}
