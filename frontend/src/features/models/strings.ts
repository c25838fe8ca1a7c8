/** What the models page says. */
export const TEXT = {
  hint: "Every version that was registered, where it came from, and the one that serves.",
  none: "No model version yet",
  noneHint: "A training run registers what it made; a base model is registered by the command line.",
  noPromotions: "Nothing was ever promoted.",
  promote: "The gateway serves this version from now on. Promotion by the gate is the usual way; this is by hand.",
  rollBack: "What served before serves again.",
} as const;
