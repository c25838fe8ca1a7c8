import { useCallback, useState } from "react";

import type { Message } from "@/lib/api-types";

import type { Layout } from "../../task/hooks/useLayout";
import { opensOnPhone } from "../../task/state/prompt-room";

interface PromptToggle {
  open: boolean;
  toggle: () => void;
}

/** On phones a long prompt starts short; comparing on a smaller screen makes room by itself. */
export function usePromptToggle(
  layout: Layout,
  comparing: boolean,
  messages: readonly Message[],
): PromptToggle {
  const [chosen, setChosen] = useState<boolean | null>(null);
  const [seen, setSeen] = useState({ layout, comparing });
  if (seen.layout !== layout || seen.comparing !== comparing) {
    setSeen({ layout, comparing });
    setChosen(null);
  }
  const [short] = useState(() => opensOnPhone(messages));
  const byDefault = layout === "wide" || (!comparing && (layout === "medium" || short));
  const open = chosen ?? byDefault;
  const toggle = useCallback(() => {
    setChosen(!open);
  }, [open]);
  return { open, toggle };
}
