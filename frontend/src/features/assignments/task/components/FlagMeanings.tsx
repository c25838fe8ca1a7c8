import type { Flag } from "@/lib/api-types";

import classes from "./FlagMeanings.module.css";

/** What each flag, or each question about the prompt, is to be ticked for. */
export function FlagMeanings({ flags }: { flags: readonly Flag[] }) {
  const plain = flags.filter(({ description }) => description === "");
  return (
    <div className={classes.meanings}>
      <dl>
        {flags
          .filter(({ description }) => description !== "")
          .map(({ key, label, description }) => (
            <div key={key}>
              <dt>{label}</dt>
              <dd dir="auto">{description}</dd>
            </div>
          ))}
      </dl>
      {plain.length > 0 && (
        <p>Meant as they read: {plain.map(({ label }) => label).join(", ")}.</p>
      )}
    </div>
  );
}
