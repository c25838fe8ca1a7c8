/** What Home says of a queue. */

/** Refusing topics. */
export const TOPICS = {
  intro:
    "Tick what you would rather not get; it holds from the next task on. You need no reason, nobody is shown your choice, and it changes neither your standing nor your pay.",
  subjects: "Subjects",
  subjectsHint:
    "As prompts were marked when they came in. What nobody marked can still reach you: skip it, that costs nothing either.",
  sensitive: "Anything marked as sensitive",
  kinds: "Kinds of request",
} as const;

/** Tasks that are held. */
export const HELD = {
  until: (time: string) => `Yours until ${time}, and longer while it is open; then somebody else may get it.`,
  giveBack: "Give back",
  givenBack: "Given back; the time you spent on it counts. The History takes it up again.",
} as const;
