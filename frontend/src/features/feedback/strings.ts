/** What the feedback page says. */
export const TEXT = {
  hint: "Thumbs from users of your chatbots. A later word of the same user holds; the earlier one stays in the record.",
  none: "No feedback yet",
  noneHint: "Make an API key under Settings, and have your chatbot post to /v1/feedback.",
} as const;
