/** What the project pages say. */
export const TEXT = {
  overviewHint: "Refreshes by itself every few seconds.",
  firstStepsHint: "What a new project needs before people can work in it.",
  daysHint: "The last seven days, UTC.",
  tasksHint: "Labelers' judgments that are in, of those wanted.",
  noTasks: "No tasks yet. Import prompts, and let the import make them.",
  noAgreement: "needs two rankings of one task",
  notServing: "no policy promoted yet",
  agreementHint:
    "How often two labelers put the same two answers in the same order: random shared sample, ties excluded.",
  noLabelers: "No two people have ranked the same task of the shared sample yet.",
  noCycle: "No retraining yet. A retrain policy starts one, or you do, under Training.",
  keysHint: "A chatbot sends its users' thumbs with one of these. They are stored hashed.",
  keyOnce: "This is the only time that the key can be read. Store it where your chatbot finds it.",
  auditHint: "Who changed what, newest first. Nothing in it can be edited.",
} as const;
