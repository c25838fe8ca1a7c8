import { useEffect, useState } from "react";

import { hasFormulas } from "./formulas";
import type { typeset } from "./typeset";

let loaded: typeof typeset | null = null;

/** The plugins for mathematics, once they are there; null for a text without any. */
export function useTypesetter(text: string): typeof typeset | null {
  const wanted = hasFormulas(text);
  const [ready, setReady] = useState(loaded);
  useEffect(() => {
    if (!wanted || ready !== null) return undefined;
    let left = false;
    import("./typeset").then(
      (module) => {
        loaded = module.typeset;
        if (!left) setReady(loaded);
      },
      // Without its chunk a formula is readable as its source.
      () => undefined,
    );
    return () => {
      left = true;
    };
  }, [wanted, ready]);
  return wanted ? ready : null;
}
