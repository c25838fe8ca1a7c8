/** A nested object as lines of `a.b.c` and value, for a table that anybody can read. */

export interface Entry {
  key: string;
  value: unknown;
}

export function flatten(value: unknown, prefix = ""): Entry[] {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return prefix === "" ? [] : [{ key: prefix, value }];
  }
  return Object.entries(value).flatMap(([key, inner]) =>
    flatten(inner, prefix === "" ? key : `${prefix}.${key}`),
  );
}
