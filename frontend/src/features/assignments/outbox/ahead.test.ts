import { http, HttpResponse } from "msw";
import { expect, test } from "vitest";

import { createQueryClient } from "@/lib/query";
import ranking from "@/testing/fixtures/ranking.json";
import { serveApi } from "@/testing/render";

import { excluded, fetchAhead, takeAhead, WANTED_AHEAD } from "./ahead";

const server = serveApi();
const NEXT = `${window.location.origin}/api/projects/p1/assignments/next`;
const QUEUE = { projectId: "p1", kind: undefined };

/** A server with these tasks; it gives the first that is not excluded. */
function serve(ids: string[]): { exclude: string[] }[] {
  const asked: { exclude: string[] }[] = [];
  server.use(
    http.post(NEXT, async ({ request }) => {
      const body = (await request.json()) as { exclude: string[] };
      asked.push(body);
      const id = ids.find((one) => !body.exclude.includes(one));
      const assignment = id === undefined ? null : { ...ranking, id, opened: false };
      return HttpResponse.json({ assignment, reason: null });
    }),
  );
  return asked;
}

test("so many are fetched ahead, and what is on the screen or handed in is none of them", async () => {
  const client = createQueryClient();
  const asked = serve(["a1", "a2", "a3", "a4"]);
  await fetchAhead(client, QUEUE, () => ["a1"]);
  expect(asked).toHaveLength(WANTED_AHEAD);
  expect(asked[0]).toMatchObject({ prefetch: true, exclude: ["a1"] });
  expect(takeAhead(client, QUEUE, ["a1"])?.id).toBe("a2");
  // Handed in meanwhile, from another tab.
  expect(takeAhead(client, QUEUE, ["a3"])).toBeNull();
});

test("an empty queue ends it, and so does a server that gives the same task again", async () => {
  const client = createQueryClient();
  const asked = serve(["a1"]);
  await fetchAhead(client, QUEUE, () => ["a1"]);
  expect(asked).toHaveLength(1);
  server.use(
    http.post(NEXT, () => HttpResponse.json({ assignment: { ...ranking, id: "a1" }, reason: null })),
  );
  await fetchAhead(client, QUEUE, () => ["a1"]);
  expect(takeAhead(client, QUEUE, [])).toBeNull();
});

test("a kind of its own is a queue of its own", async () => {
  const client = createQueryClient();
  serve(["a1", "a2"]);
  await fetchAhead(client, { projectId: "p1", kind: "ranking" }, () => []);
  expect(takeAhead(client, QUEUE, [])).toBeNull();
  expect(takeAhead(client, { projectId: "p1", kind: "ranking" }, [])?.id).toBe("a1");
});

test("the server is told of so many ids as it takes, the newest ones", () => {
  const ids = Array.from({ length: 60 }, (_, index) => String(index));
  expect(excluded([...ids, "59"])).toEqual(ids.slice(10));
});
