/** How far a task's people are apart, each figure with what it rests on. */
import type { ReviewTask } from "@/lib/api-types";
import { count, percent } from "@/lib/format";

import { standing } from "../state/matrix";
import classes from "./TaskFigures.module.css";

type Figures = NonNullable<ReviewTask["figures"]>;

export function TaskFigures({ task }: { task: ReviewTask }) {
  const { figures, slots } = task;
  if (figures === null) return null;
  return (
    <dl className={classes.strip}>
      <Stat label="Judgments" value={`${String(standing(task).length)} of ${String(task.overlap)}`} note={openPlaces(task)} />
      {slots.length > 0 && <Stat label="Ordered differently" value={percent(figures.disagreement, 0)} note={pairsOf(figures)} />}
      {slots.length > 0 && <Stat label="Ratings apart" value={figures.spread} note="most, of one answer" />}
      {slots.length > 0 && <Stat label="Disputed flags" value={figures.contested_flags.length} note={flagsOf(task, figures)} />}
      <Stat label="Urgency" value={figures.need.toFixed(2)} note={needOf(task, figures)} />
    </dl>
  );
}

interface StatProps {
  label: string;
  value: string | number;
  note: string;
}

function Stat({ label, value, note }: StatProps) {
  return (
    <div>
      <dt>{label}</dt>
      <dd className={classes.value}>{value}</dd>
      <dd className={classes.note}>{note}</dd>
    </div>
  );
}

function openPlaces({ places_open: open, withdrawn }: ReviewTask): string {
  if (withdrawn) return "handed out no more";
  return open === 0 ? "no place open" : `${count(open, "place")} open`;
}

function pairsOf({ pairs, discordant, tied }: Figures): string {
  const ties = tied > 0 ? `, ${String(tied)} tied` : "";
  return pairs === 0 ? `no pair to compare${ties}` : `${String(discordant)} of ${count(pairs, "pair")}${ties}`;
}

function flagsOf(task: ReviewTask, { contested_flags: keys }: Figures): string {
  const labels = new Map(task.rating_schema.flags.map(({ key, label }) => [key, label]));
  return keys.length === 0 ? "set by all or by none" : keys.map((key) => labels.get(key) ?? key).join(", ");
}

function needOf({ review }: ReviewTask, { unclear_skips: skips }: Figures): string {
  const place = review === null ? "the highest comes first" : "settled";
  return skips > 0 ? `${place}, ${count(skips, "skip")} as unclear` : place;
}
