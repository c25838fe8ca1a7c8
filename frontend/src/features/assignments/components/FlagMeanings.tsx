import type { Flag } from "@/lib/api-types";

import classes from "./FlagMeanings.module.css";

/** What each flag, or each question about the prompt, is to be ticked for. */
export function FlagMeanings({ flags }: { flags: readonly Flag[] }) {
  return (
    <dl className={classes.meanings}>
      {flags.map(({ key, label, description }) => (
        <div key={key}>
          <dt>{label}</dt>
          <dd dir="auto">{description === "" ? "As its name says." : description}</dd>
        </div>
      ))}
    </dl>
  );
}
