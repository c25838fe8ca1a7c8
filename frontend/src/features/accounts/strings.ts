/** What the pages before the login say. */
import type { Role } from "@/lib/api-types";

export const ROLE_TASK: Record<Role, string> = {
  labeler: "write and rank answers",
  reviewer: "review what labelers did",
  admin: "run the project",
};

export const TEXT = {
  logIn: "Log in",
  secondFactor: "Second step",
  secondFactorHint: "Enter the code your authenticator app shows, or one of your recovery codes.",
  forgotten: "Forgotten your password? Your project's admin can help.",
  usedUp: "This invitation does not work any more",
  usedUpHint: "It was used already, withdrawn, or it has expired. If you have joined, log in; else ask for a new one.",
  usedUpLoggedIn: "It was used already, withdrawn, or it has expired. Ask for a new one if you still need it.",
  joinedHint: "This invitation was yours, and it is used up. You are logged in.",
  toWork: "To your work",
  unknown: "There is no such invitation",
  unknownHint: "The link may have been cut off when it was copied. Ask for it again.",
} as const;

/** Changing one's own password. */
export const PASSWORD = {
  title: "Password",
  old: "Your password now",
  new: "New password",
  repeat: "New password again",
  rule: "At least 8 characters: not a common password, not digits alone, not like your name or address.",
  differ: "The two passwords differ.",
  wrong: "This is not your password.",
  save: "Change the password",
  changed: "Your password is changed.",
} as const;
