/** What is counted for pay, truthfully: see "Hours for pay" in docs/metrics.md. */
import classes from "./TimeCounts.module.css";

const RULES = [
  "Active time on tasks counts: the tab in sight, and a key, click, move or scroll within the last minute. A minute counts once, however many tasks are open.",
  "Answers, edits and tasks given back count alike, on the day they reach us. A task that is only started counts once you hand it in or give it back.",
  "Reading the guidelines page, its quiz, qualification and practice are not counted here. Whether they are paid, the project can tell you.",
] as const;

export function TimeCounts() {
  return (
    <details className={classes.details}>
      <summary>What counts as time</summary>
      <ul>
        {RULES.map((rule) => (
          <li key={rule}>{rule}</li>
        ))}
      </ul>
    </details>
  );
}
