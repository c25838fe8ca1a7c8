import type { PartFigure, QualificationPart } from "@/lib/api-types";
import { count, figure as digits, percent } from "@/lib/format";

import { PART } from "../strings";
import classes from "./AttemptResult.module.css";

const UNIT: Record<QualificationPart, [string, string]> = {
  flagging: ["text", "texts"],
  ranking: ["pair", "pairs"],
  writing: ["answer", "answers"],
  self_assessment: ["group", "groups"],
};
const RANGE: Record<QualificationPart, [number, number]> = {
  flagging: [0, 1],
  ranking: [0, 1],
  writing: [1, 7],
  self_assessment: [1, 5],
};

/** A part's figure as people read it: a share, or a mean of its scale. */
export function written(kind: QualificationPart, value: number | null): string {
  if (value === null) return "–";
  if (kind === "flagging" || kind === "ranking") return percent(value, 0);
  return `${digits(value)} of ${String(RANGE[kind][1])}`;
}

interface PartFiguresProps {
  figures: readonly PartFigure[];
  /** Decided: what has no score yet will get none. */
  decided: boolean;
}

/** Each part's figure beside its cut-off. */
export function PartFigures({ figures, decided }: PartFiguresProps) {
  return (
    <ul className={classes.figures}>
      {figures.map((figure) => (
        <Figure key={figure.kind} figure={figure} decided={decided} />
      ))}
    </ul>
  );
}

interface FigureProps {
  figure: PartFigure;
  decided: boolean;
}

function Figure({ figure, decided }: FigureProps) {
  const { kind, value, n, cutoff } = figure;
  return (
    <li className={classes.figure}>
      <div className={classes.head}>
        <span className={classes.name}>{PART[kind]}</span>
        <span className={classes.value}>{written(kind, value)}</span>
      </div>
      {cutoff !== null && (
        <div className={classes.track} aria-hidden="true">
          <div className={classes.bar} style={{ width: share(kind, value) }} />
          <span className={classes.cut} style={{ left: share(kind, cutoff) }} />
        </div>
      )}
      <div className={classes.about}>
        <span>
          over {count(n, ...UNIT[kind])}
          {cutoff !== null && ` · at least ${written(kind, cutoff)} to pass`}
        </span>
        <Verdict figure={figure} decided={decided} />
      </div>
    </li>
  );
}

function Verdict({ figure: { met, cutoff }, decided }: FigureProps) {
  if (cutoff === null) return <span>recorded</span>;
  if (met === null) return <span>{decided ? "not scored: the rest had decided" : "waits for scores"}</span>;
  return (
    <span className={classes.met} data-met={met}>
      {met ? "✓ reached" : "not reached"}
    </span>
  );
}

function share(kind: QualificationPart, value: number | null): string {
  const [low, high] = RANGE[kind];
  const part = value === null ? 0 : (value - low) / (high - low);
  return `${String(Math.round(part * 1000) / 10)}%`;
}
