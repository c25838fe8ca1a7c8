import { useHandedIn } from "../../task/hooks/useHandedIn";
import { handedIn } from "../../task/state/handed-in";
import type { Bench } from "./useBench";

/** Undo: a step of this answer; before the first one, what was handed in last. */
export function useUndo({ canUndo, act }: Pick<Bench, "canUndo" | "act">) {
  const back = useHandedIn()?.back ?? null;
  return {
    canUndo: canUndo || back !== null,
    /** Nothing was done here: it leads back to the answer before this one. */
    leadsBack: !canUndo && back !== null,
    undo: () => {
      undoIn({ canUndo, act });
    },
  };
}

export function undoIn({ canUndo, act }: Pick<Bench, "canUndo" | "act">): void {
  if (canUndo || !handedIn.takeBack()) act({ type: "undo" });
}
