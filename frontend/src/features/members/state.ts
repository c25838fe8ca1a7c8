import type { ProjectInvitation } from "@/lib/api-types";

export type InvitationState = "open" | "accepted" | "revoked" | "expired";

/** Where an invitation stands at a moment. */
export function invitationState(invitation: ProjectInvitation, now = Date.now()): InvitationState {
  if (invitation.accepted_at !== null) return "accepted";
  if (invitation.revoked_at !== null) return "revoked";
  return Date.parse(invitation.expires_at) <= now ? "expired" : "open";
}
