import { expect, test } from "vitest";

import type { QualificationVersion } from "@/lib/api-types";

import { fieldsOf, requestOf } from "./version-form";

const VERSION: QualificationVersion = {
  id: "v",
  number: 3,
  introduction_markdown: "Hello",
  parts: [{ kind: "ranking", items: 4, cutoff: 0.57, scores: 1, groups: [] }],
  grants: [{ kind: "ranking", language: "de", expertise: "*" }],
  gates: false,
  max_attempts: 0,
  wait_days: 1,
  published_at: "2026-11-21T08:00:00Z",
  published_by: { id: "a", name: "Alice" },
};

test("the first version starts from InstructGPT's cut-offs", () => {
  const { parts, gates } = requestOf(fieldsOf(null));
  expect(parts.map(({ kind, cutoff }) => [kind, cutoff])).toEqual([
    ["flagging", 0.75],
    ["ranking", 0.75],
    ["writing", 6],
    ["self_assessment", null],
  ]);
  expect(gates).toBe(true);
});

test("the next version starts from the last, with shares in per cent", () => {
  const fields = fieldsOf(VERSION);
  expect(fields.parts.map(({ kind, included }) => [kind, included])).toEqual([
    ["flagging", false],
    ["ranking", true],
    ["writing", false],
    ["self_assessment", false],
  ]);
  expect(fields.parts[1]?.cutoff).toBe(57);
  expect(requestOf(fields)).toEqual({
    introduction_markdown: "Hello",
    parts: VERSION.parts,
    grants: VERSION.grants,
    gates: false,
    max_attempts: 0,
    wait_days: 1,
  });
});

test("the groups are the lines that say something", () => {
  const { parts } = requestOf({ ...fieldsOf(null), groups: " Women \n\nReligious groups\n" });
  expect(parts.at(-1)?.groups).toEqual(["Women", "Religious groups"]);
});
