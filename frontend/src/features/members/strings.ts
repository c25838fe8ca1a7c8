/** What the members page says. */
import type { Role } from "@/lib/api-types";

export const ROLES: readonly { value: Role; label: string }[] = [
  { value: "labeler", label: "Labeler" },
  { value: "reviewer", label: "Reviewer" },
  { value: "admin", label: "Admin" },
];

export const TEXT = {
  hint: "Labelers work, reviewers see what was judged, admins change the project.",
  linkOnce: "Send this link to the person. It is shown only now and works once.",
  newLink: "A new link; the one before works no more",
  noInvitations: "Nobody is invited at the moment.",
} as const;
