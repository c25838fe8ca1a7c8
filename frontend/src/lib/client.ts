/**
 * The typed client of the app's own API: session cookie, CSRF token, one error type.
 *
 * Django rotates the CSRF token at login, so the cookie is read for each request.
 */
import createClient, { type Middleware } from "openapi-fetch";

import type { paths } from "./api-types";
import { readCookie } from "./cookies";
import { errorFrom, NetworkError } from "./errors";
import { noteServerTime } from "./server-clock";

const SAFE_METHODS = new Set(["GET", "HEAD", "OPTIONS"]);

/** The headers an unsafe request needs beside its body. */
export function csrfHeaders(): Record<string, string> {
  const token = readCookie("csrftoken");
  return token === null ? {} : { "X-CSRFToken": token };
}

const csrf: Middleware = {
  onRequest({ request }) {
    if (SAFE_METHODS.has(request.method)) return undefined;
    for (const [name, value] of Object.entries(csrfHeaders())) request.headers.set(name, value);
    return request;
  },
  onResponse({ response }) {
    noteServerTime(response.headers.get("Date"));
    return undefined;
  },
  onError({ error }) {
    return new NetworkError(error instanceof Error ? error.message : String(error));
  },
};

export const api = createClient<paths>({
  // Absolute, because Node's fetch (in the tests) knows no page to be relative to.
  baseUrl: window.location.origin,
  credentials: "same-origin",
  // Looked up per call, so that a test's interceptor that comes later is seen.
  fetch: (request) => globalThis.fetch(request),
});
api.use(csrf);

interface Result<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

/**
 * The body of a call that went well.
 *
 * @throws ApiError for any answer that is not 2xx; NetworkError when there was none.
 */
export async function unwrap<T>(call: Promise<Result<T>>): Promise<T> {
  const { data, error, response } = await call;
  if (!response.ok) throw errorFrom(response.status, error);
  return data as T;
}
