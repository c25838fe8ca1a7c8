/** What the guidelines page says. */
export const TEXT = {
  title: "Guidelines",
  none: "No guidelines yet",
  noneHint: "Work starts once the project's admin has published the first release.",
  mustRead: "Please read these guidelines to the end. You can work as soon as you have confirmed.",
  confirm: "I have read them and will follow them",
  acknowledge: "Confirm and go on",
  acknowledged: "You have confirmed this release.",
  start: "Start working",
} as const;
