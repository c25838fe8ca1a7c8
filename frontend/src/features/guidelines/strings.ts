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
  releasesHint: "Each release is fixed once it is published. A judgment keeps the one it was made under.",
  publishHint: "A release cannot be changed afterwards; the next one takes its place.",
  published: "The release is published.",
} as const;
