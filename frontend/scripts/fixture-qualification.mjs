/** The fixture API's answers about qualification, practice and scoring. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const FILE = fileURLToPath(new URL("../src/testing/fixtures/qualification.json", import.meta.url));
const fixture = () => JSON.parse(readFileSync(FILE, "utf8"));

/** Where the world's person stands: "none" (no qualification), "new", "open", "failed" or "passed". */
function standingOf(world) {
  const { standing, attempt, result, passed_figures: figures } = fixture();
  const state = world.qualification ?? "none";
  if (state === "none") return { ...standing, qualification: null, attempts: [], opens: [] };
  if (state === "new") return standing;
  if (state === "open") return { ...standing, attempts: [attempt] };
  if (state === "failed") {
    return { ...standing, attempts: [result], blocked: "wait_first", available_at: "2026-11-28T12:00:00Z" };
  }
  const passed = { ...result, outcome: "passed", figures };
  return { ...standing, attempts: [passed], blocked: "already_qualified", qualified: true, opens: [] };
}

function attemptOf(world) {
  const { standing, attempt, result } = fixture();
  const handedIn = ["failed", "passed"].includes(world.qualification);
  return { ...(handedIn ? result : attempt), qualification: standing.qualification };
}

/** The answer to something within a project; null where it is about something else. */
export function inProject(world, rest, method) {
  const known = fixture();
  if (rest === "qualification") return [200, standingOf(world)];
  if (rest === "qualification/attempts") return [201, attemptOf(world)];
  if (rest === "practice") return [200, known.practice];
  if (rest === "qualifications" && method === "GET") return [200, known.versions];
  if (rest === "qualification-items" && method === "GET") return [200, known.items];
  if (rest === "qualification-attempts") return [200, known.records];
  if (rest === "demonstrations-to-score") return [200, known.to_score];
  return null;
}

/** The answer about an attempt. */
export function attempt(world, verb, body) {
  if (verb === "answers") return [200, { revision: body.revision + 1, saved_at: new Date().toISOString() }];
  if (verb === "submit") world.qualification = "failed";
  return [200, attemptOf(world)];
}

/** What reviewers said of a practice item. */
export function feedback() {
  return [200, fixture().feedback];
}
