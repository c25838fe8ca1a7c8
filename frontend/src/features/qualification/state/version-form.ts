/** A version as the form has it: shares in per cent, parts that may be left out. */
import type { QualificationPart, QualificationPublish, QualificationVersion, TaskKind } from "@/lib/api-types";

export interface PartFields {
  kind: QualificationPart;
  included: boolean;
  items: number;
  /** Per cent for shares, else in the part's own scale; null: recorded only. */
  cutoff: number | null;
  scores: number;
}

export interface GrantFields {
  kind: TaskKind;
  language: string;
  expertise: string;
}

export interface VersionFields {
  parts: PartFields[];
  /** One a line. */
  groups: string;
  grants: GrantFields[];
  gates: boolean;
  maxAttempts: number;
  waitDays: number;
  introduction: string;
}

const KINDS: readonly QualificationPart[] = ["flagging", "ranking", "writing", "self_assessment"];
/** InstructGPT's cut-offs (app. B.1). */
const CUTOFF: Record<QualificationPart, number | null> = {
  flagging: 75,
  ranking: 75,
  writing: 6,
  self_assessment: null,
};
const ITEMS: Record<QualificationPart, number> = { flagging: 10, ranking: 5, writing: 3, self_assessment: 1 };
const GROUPS = [
  "Women",
  "Ethnic or national groups",
  "Religious groups",
  "LGBTQ+ people",
  "People with disabilities",
  "Political groups",
];
const GRANTS: readonly TaskKind[] = ["demonstration", "ranking", "comparison"];

function isShare(kind: QualificationPart): boolean {
  return kind === "flagging" || kind === "ranking";
}

/** What the form starts from: the version in force, or the defaults. */
export function fieldsOf(latest: QualificationVersion | null): VersionFields {
  const questionnaire = latest?.parts.find(({ kind }) => kind === "self_assessment");
  return {
    parts: KINDS.map((kind) => partOf(kind, latest)),
    groups: (questionnaire?.groups ?? GROUPS).join("\n"),
    grants: latest?.grants ?? GRANTS.map((kind) => ({ kind, language: "*", expertise: "*" })),
    gates: latest?.gates ?? true,
    maxAttempts: latest?.max_attempts ?? 2,
    waitDays: latest?.wait_days ?? 7,
    introduction: latest?.introduction_markdown ?? "",
  };
}

function partOf(kind: QualificationPart, latest: QualificationVersion | null): PartFields {
  const part = latest?.parts.find((one) => one.kind === kind);
  const cutoff = part === undefined ? CUTOFF[kind] : shown(kind, part.cutoff);
  return {
    kind,
    included: latest === null || part !== undefined,
    items: part?.items ?? ITEMS[kind],
    cutoff,
    scores: part?.scores ?? 1,
  };
}

function shown(kind: QualificationPart, cutoff: number | null): number | null {
  // 0.57 × 100 is 56.99…, which nobody typed.
  return cutoff !== null && isShare(kind) ? Math.round(cutoff * 1e6) / 1e4 : cutoff;
}

export function requestOf(fields: VersionFields): QualificationPublish {
  return {
    introduction_markdown: fields.introduction,
    parts: fields.parts
      .filter(({ included }) => included)
      .map(({ kind, items, cutoff, scores }) => ({
        kind,
        items,
        cutoff: cutoff !== null && isShare(kind) ? cutoff / 100 : cutoff,
        scores,
        groups: kind === "self_assessment" ? linesOf(fields.groups) : [],
      })),
    grants: fields.grants,
    gates: fields.gates,
    max_attempts: fields.maxAttempts,
    wait_days: fields.waitDays,
  };
}

function linesOf(text: string): string[] {
  const lines = text.split("\n").map((line) => line.trim());
  return lines.filter((line) => line !== "");
}
