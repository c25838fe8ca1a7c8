import { useCallback, useState } from "react";

import type { Layout } from "./useLayout";

interface PromptToggle {
  open: boolean;
  toggle: () => void;
}

/** On phones the prompt starts short; comparing on a medium screen makes room by itself. */
export function usePromptToggle(layout: Layout, comparing: boolean): PromptToggle {
  const [chosen, setChosen] = useState<boolean | null>(null);
  const [seen, setSeen] = useState({ layout, comparing });
  if (seen.layout !== layout || seen.comparing !== comparing) {
    setSeen({ layout, comparing });
    setChosen(null);
  }
  const byDefault = layout === "wide" || (layout === "medium" && !comparing);
  const open = chosen ?? byDefault;
  const toggle = useCallback(() => {
    setChosen(!open);
  }, [open]);
  return { open, toggle };
}
