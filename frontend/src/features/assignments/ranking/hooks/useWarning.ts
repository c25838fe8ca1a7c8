/**
 * The sentence that stands between an answer and its submit.
 *
 * It is as true as the answer at each moment: it names what is still missing and goes when nothing
 * is; a slip that was mended takes its sentence along. No clock takes it away, since people read at
 * their own pace; whoever is through with it puts it away.
 */
import { useCallback, useState } from "react";

import { warningsOf } from "../state/warnings";
import { missingMessage, warningMessage } from "../strings";
import type { Bench } from "./useBench";

/** Something is missing; or it is complete and looks like a slip, described by its sign. */
export type WarningCause = { type: "missing" } | { type: "slip"; sign: string };

export interface Warning {
  /** Empty: nothing to say. */
  message: string;
  warn: (cause: WarningCause) => void;
  dismiss: () => void;
}

type Judged = Pick<Bench, "content" | "slots" | "scale" | "missing" | "pair">;

/** The same warnings have the same sign. */
export function slipOf({ content, slots, scale }: Pick<Bench, "content" | "slots" | "scale">) {
  const warnings = warningsOf(content, slots, scale);
  return { warnings, sign: JSON.stringify(warnings) };
}

/** What there is to say of a cause now; empty where it is gone. */
export function messageOf(cause: WarningCause | null, bench: Judged, submitLabel: string): string {
  if (cause === null) return "";
  const { unranked, unrated, strength } = bench.missing;
  const lacks = unranked.length > 0 || unrated.length > 0 || strength;
  if (cause.type === "missing") return lacks ? missingMessage(bench.missing, bench.pair) : "";
  if (lacks) return "";
  const { warnings, sign } = slipOf(bench);
  return sign === cause.sign ? warningMessage(warnings, submitLabel) : "";
}

export function useWarning(bench: Judged, submitLabel: string): Warning {
  const [cause, warn] = useState<WarningCause | null>(null);
  const message = messageOf(cause, bench, submitLabel);
  // What was done once is not asked for again by an undo; only another submit asks.
  if (cause !== null && message === "") warn(null);
  const dismiss = useCallback(() => {
    warn(null);
  }, []);
  return { message, warn, dismiss };
}
