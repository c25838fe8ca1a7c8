import type { ModelRef } from "@/lib/api-types";

import classes from "./ModelName.module.css";

interface ModelNameProps {
  model: Pick<ModelRef, "name" | "number">;
}

/** A model version as people call it: its name and its number. */
export function ModelName({ model }: ModelNameProps) {
  return (
    <span className={classes.model}>
      {model.name}
      <span className={classes.number}>v{model.number}</span>
    </span>
  );
}
