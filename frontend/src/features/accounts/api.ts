/**
 * Login and invitations.
 *
 * The login speaks to django-allauth's headless browser API, which answers 401 while a
 * flow (a second factor, say) is still open, and lists that flow. It is not part of our
 * own OpenAPI schema, hence the small client here.
 */
import { queryOptions } from "@tanstack/react-query";

import type { Invitation, InvitationAccept, Me } from "@/lib/api-types";
import { api, csrfHeaders, unwrap } from "@/lib/client";
import { ApiError, errorFrom, NetworkError } from "@/lib/errors";

const BASE = "/_allauth/browser/v1";

interface Flow {
  id: string;
  is_pending?: boolean;
}

interface AllauthBody {
  data?: { flows?: Flow[] };
  errors?: { message: string; code: string; param?: string }[];
}

export type LoginStep =
  | { step: "done" }
  /** The password was right; a code of the second factor is wanted. */
  | { step: "second-factor" };

async function call(method: "POST" | "DELETE", path: string, body?: unknown): Promise<[number, AllauthBody]> {
  let response: Response;
  try {
    response = await fetch(BASE + path, {
      method,
      credentials: "same-origin",
      headers: { "Content-Type": "application/json", Accept: "application/json", ...csrfHeaders() },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  } catch (error) {
    throw new NetworkError(String(error));
  }
  const json: unknown = await response.json().catch(() => ({}));
  return [response.status, (json ?? {})];
}

function stepOf([status, body]: [number, AllauthBody]): LoginStep {
  if (status === 200) return { step: "done" };
  const pending = body.data?.flows?.find((flow) => flow.is_pending === true);
  if (status === 401 && pending?.id === "mfa_authenticate") return { step: "second-factor" };
  // 409: somebody is logged in already; the page then only has to go on.
  if (status === 409) return { step: "done" };
  const first = body.errors?.[0];
  if (first !== undefined) throw new ApiError(status, first.code, first.message);
  if (pending !== undefined) {
    throw new ApiError(status, pending.id, "This account must first confirm its email address.");
  }
  throw errorFrom(status, body);
}

export async function logIn(email: string, password: string): Promise<LoginStep> {
  return stepOf(await call("POST", "/auth/login", { email, password }));
}

export async function sendSecondFactor(code: string): Promise<LoginStep> {
  return stepOf(await call("POST", "/auth/2fa/authenticate", { code }));
}

/** Changes one's own password; this session stays, others end. */
export async function changePassword(current: string, next: string): Promise<void> {
  const [status, body] = await call("POST", "/account/password/change", {
    current_password: current,
    new_password: next,
  });
  if (status === 200) return;
  const details = (body.errors ?? []).map(({ code, message, param }) => ({ field: param ?? "", code, message }));
  const first = details[0];
  if (first === undefined) throw errorFrom(status, body);
  throw new ApiError(status, first.code, first.message, details);
}

/** Ends the session; the server answers 401, since nobody is logged in any more. */
export async function logOut(): Promise<void> {
  const [status, body] = await call("DELETE", "/auth/session");
  if (status !== 401 && status !== 200) throw errorFrom(status, body);
}

export const invitationQuery = (token: string) =>
  queryOptions({
    queryKey: ["invitation", token],
    queryFn: (): Promise<Invitation> =>
      unwrap(api.GET("/api/invitations/{token}", { params: { path: { token } } })),
  });

export function acceptInvitation(token: string, body: InvitationAccept): Promise<Me> {
  return unwrap(api.POST("/api/invitations/{token}/accept", { params: { path: { token } }, body }));
}
