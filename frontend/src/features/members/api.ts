/** Who is in a project, and who is asked to join. */
import type { Member, MemberPatch, ProjectInvitation, Role } from "@/lib/api-types";
import { api, unwrap } from "@/lib/client";
import { listQuery } from "@/lib/lists";

const of = (projectId: string) => ({ path: { project_id: projectId } });

export const membersQuery = (projectId: string) =>
  listQuery<Member>(["members", projectId], (query) =>
    unwrap(api.GET("/api/projects/{project_id}/members", { params: { ...of(projectId), query } })),
  );

export const invitationsQuery = (projectId: string) =>
  listQuery<ProjectInvitation>(["invitations", projectId], (query) =>
    unwrap(
      api.GET("/api/projects/{project_id}/invitations", { params: { ...of(projectId), query } }),
    ),
  );

export function changeMember(id: string, body: MemberPatch) {
  return unwrap(
    api.PATCH("/api/members/{member_id}", { params: { path: { member_id: id } }, body }),
  );
}

/** A link for an address; an earlier one of the same address works no more. */
export function invite(projectId: string, body: { email: string; role: Role }) {
  return unwrap(
    api.POST("/api/projects/{project_id}/invitations", { params: of(projectId), body }),
  );
}

export function revokeInvitation(id: string) {
  return unwrap(
    api.POST("/api/project-invitations/{invitation_id}/revoke", {
      params: { path: { invitation_id: id } },
    }),
  );
}
