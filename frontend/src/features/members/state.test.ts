import { expect, test } from "vitest";

import { invitationState } from "./state";

const OPEN = {
  id: "1",
  email: "ann@example.org",
  role: "labeler" as const,
  expires_at: "2026-02-01T00:00:00Z",
  accepted_at: null,
  revoked_at: null,
};
const JANUARY = Date.parse("2026-01-15T00:00:00Z");

test("an invitation is open until it is used, revoked or too old", () => {
  expect(invitationState(OPEN, JANUARY)).toBe("open");
  expect(invitationState(OPEN, Date.parse(OPEN.expires_at))).toBe("expired");
  expect(invitationState({ ...OPEN, revoked_at: OPEN.expires_at }, JANUARY)).toBe("revoked");
  expect(invitationState({ ...OPEN, accepted_at: OPEN.expires_at }, JANUARY)).toBe("accepted");
});
