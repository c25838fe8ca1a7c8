import { useSyncExternalStore } from "react";

import type { SaveState, Saving } from "../state/draft-saver";

/** How far the draft is kept; who asks is drawn again at each change, and nobody else. */
export function useSaveState(saving: Saving): SaveState {
  return useSyncExternalStore(saving.subscribe, saving.snapshot);
}
