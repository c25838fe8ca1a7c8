/** The answers to the questions about the prompt, as a draft has them: anything that is none is left out. */
export function booleans(value: unknown): Record<string, boolean> {
  const answers = typeof value === "object" && value !== null ? Object.entries(value) : [];
  return Object.fromEntries(
    answers.filter((entry): entry is [string, boolean] => typeof entry[1] === "boolean"),
  );
}
