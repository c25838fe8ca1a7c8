/**
 * What went wrong with a call, in two kinds: the server answered with its error envelope
 * (`ApiError`), or there was no answer at all (`NetworkError`).
 */
import type { ErrorDetail, ErrorEnvelope } from "./api-types";

export class ApiError extends Error {
  override name = "ApiError";

  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly details: ErrorDetail[] = [],
    readonly requestId: string = "",
  ) {
    super(message);
  }
}

export class NetworkError extends Error {
  override name = "NetworkError";
}

function isEnvelope(body: unknown): body is ErrorEnvelope {
  return typeof body === "object" && body !== null && "error" in body;
}

/** The error for a response that is not 2xx, whether or not it carries the envelope. */
export function errorFrom(status: number, body: unknown): ApiError {
  if (!isEnvelope(body)) {
    return new ApiError(status, `http_${String(status)}`, `The server answered ${String(status)}.`);
  }
  const { code, message, details, request_id: requestId } = body.error;
  return new ApiError(status, code, message, details, requestId);
}

export function hasCode(error: unknown, ...codes: string[]): boolean {
  return error instanceof ApiError && codes.includes(error.code);
}

export function hasStatus(error: unknown, ...statuses: number[]): boolean {
  return error instanceof ApiError && statuses.includes(error.status);
}

/** One sentence for a person. */
export function messageOf(error: unknown): string {
  if (error instanceof NetworkError) return "The server cannot be reached. Check your connection.";
  if (error instanceof Error && error.message) return error.message;
  return "Something went wrong.";
}
