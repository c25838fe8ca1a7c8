/** What can be read off a model version. */
import type { ModelVersion } from "@/lib/api-types";
import { flatten } from "@/lib/flatten";

/** Only policies with weights of ours can serve. */
export function canPromote({ role, kind, serving }: ModelVersion): boolean {
  return role === "policy" && kind !== "external" && !serving;
}

const FIRST = ["loss", "accuracy", "score", "reward", "kl", "response_tokens", "eos_rate"];

interface Figure {
  name: string;
  value: number;
}

function rank(name: string): number {
  if (name.startsWith("stopped_")) return FIRST.length;
  const found = FIRST.findIndex((known) => name === known || name.endsWith(`_${known}`));
  return found === -1 ? FIRST.length : found;
}

/** The few figures that tell most about a version, held-out ones first. */
export function headline(model: ModelVersion, most = 3): Figure[] {
  const figures = flatten(model.metrics).flatMap(({ key, value }) =>
    typeof value === "number" ? [{ key, value }] : [],
  );
  return figures
    .filter(({ key }) => rank(key) < FIRST.length)
    .map(({ key, value }) => ({ name: key.replaceAll("_", " "), value, rank: rank(key) }))
    .sort((a, b) => a.rank - b.rank)
    .slice(0, most)
    .map(({ name, value }) => ({ name, value }));
}
