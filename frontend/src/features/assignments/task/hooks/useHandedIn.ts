import { useSyncExternalStore } from "react";

import { handedIn, type HandedIn } from "../state/handed-in";

export function useHandedIn(): HandedIn | null {
  return useSyncExternalStore(handedIn.subscribe, handedIn.snapshot);
}
