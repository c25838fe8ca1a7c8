import { useEffect, useState } from "react";

import { hasFormulas } from "./formulas";
import type { typeset } from "./typeset";

export type Typesetter = typeof typeset;

let loaded: Typesetter | null = null;

/** The plugins for mathematics, once they are there; null for a text without any. */
export function useTypesetter(text: string): Typesetter | null {
  const wanted = hasFormulas(text);
  const [ready, setReady] = useState(loaded);
  useEffect(() => {
    if (!wanted || ready !== null) return undefined;
    let left = false;
    void load().then(() => {
      if (!left) setReady(loaded);
    });
    return () => {
      left = true;
    };
  }, [wanted, ready]);
  return wanted ? ready : null;
}

function load(): Promise<void> {
  return import("./typeset").then(
    (module) => {
      loaded = module.typeset;
    },
    // Without its chunk a formula is readable as its source.
    () => undefined,
  );
}

/** What a text would be drawn with now; asks for it where it is not there yet. */
export function typesetterFor(text: string): Typesetter | null {
  if (!hasFormulas(text)) return null;
  if (loaded === null) void load();
  return loaded;
}
