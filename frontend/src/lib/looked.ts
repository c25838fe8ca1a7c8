/** Which sensitive assignments somebody has chosen to look at: each for itself, in this tab alone. */
const PREFIX = "touchstone:looked:";

export function hasLooked(assignmentId: string): boolean {
  try {
    return sessionStorage.getItem(PREFIX + assignmentId) !== null;
  } catch {
    // A browser that refuses storage asks again after a reload.
    return false;
  }
}

export function rememberLook(assignmentId: string): void {
  try {
    sessionStorage.setItem(PREFIX + assignmentId, "1");
  } catch {
    // As above.
  }
}
