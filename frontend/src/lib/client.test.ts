import { http, HttpResponse } from "msw";
import { expect, test } from "vitest";

import { serveApi } from "@/testing/render";

import { api, unwrap } from "./client";
import { ApiError, NetworkError } from "./errors";

const server = serveApi();
const ME = `${window.location.origin}/api/me`;

test("an unsafe request carries the body and the CSRF token of this moment", async () => {
  const seen: unknown[] = [];
  server.use(
    http.patch(ME, async ({ request }) => {
      seen.push(request.headers.get("X-CSRFToken"), await request.json());
      return HttpResponse.json({});
    }),
  );
  await unwrap(api.PATCH("/api/me", { body: { name: "Alice" } }));
  // Django rotates the token at login; the next request must carry the new one.
  document.cookie = "csrftoken=rotated";
  await unwrap(api.PATCH("/api/me", { body: { name: "Alice" } }));
  expect(seen).toEqual(["token-of-the-test", { name: "Alice" }, "rotated", { name: "Alice" }]);
});

test("a safe request carries no token", async () => {
  let token: string | null = "unset";
  server.use(
    http.get(ME, ({ request }) => {
      token = request.headers.get("X-CSRFToken");
      return HttpResponse.json({});
    }),
  );
  await unwrap(api.GET("/api/me"));
  expect(token).toBeNull();
});

test("the error envelope becomes an ApiError with its code and details", async () => {
  const detail = { field: "ranking", code: "ranking_incomplete", message: "B is missing." };
  const error = { code: "invalid", message: "No.", details: [detail], request_id: "r1" };
  server.use(http.get(ME, () => HttpResponse.json({ error }, { status: 422 })));
  const failure = await unwrap(api.GET("/api/me")).catch((reason: unknown) => reason);
  expect(failure).toBeInstanceOf(ApiError);
  expect(failure).toMatchObject({ status: 422, code: "invalid", requestId: "r1", details: [detail] });
});

test("an answer from a proxy without the envelope is an ApiError too", async () => {
  server.use(http.get(ME, () => HttpResponse.text("<h1>Bad gateway</h1>", { status: 502 })));
  await expect(unwrap(api.GET("/api/me"))).rejects.toMatchObject({ status: 502, code: "http_502" });
});

test("no answer at all is a NetworkError", async () => {
  server.use(http.get(ME, () => HttpResponse.error()));
  await expect(unwrap(api.GET("/api/me"))).rejects.toBeInstanceOf(NetworkError);
});
