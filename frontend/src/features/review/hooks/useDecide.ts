/** A decision on a demonstration: sent once, with the time it took and the one it supersedes. */
import { useState } from "react";

import { useAction } from "@/lib/actions";
import type { DemonstrationDecide, DemonstrationDecided } from "@/lib/api-types";
import { randomId } from "@/lib/ids";
import { waitingKey } from "@/lib/waiting";

import { decideDemonstration } from "../api";
import type { Written } from "../state/turns";
import { useActiveSeconds } from "./useActiveSeconds";

interface DecideOptions {
  projectId: string;
  taskId: string;
  judgmentId: string;
  /** The decision that is on the screen; null for none. */
  seen: string | null;
  onDecided: (decided: DemonstrationDecided) => void;
}

export function useDecide({ projectId, taskId, judgmentId, seen, onDecided }: DecideOptions) {
  // One key per edit: a click that is sent twice stores one.
  const [key] = useState(randomId);
  const activeSeconds = useActiveSeconds();
  const decide = useAction({
    run: (body: DemonstrationDecide) => decideDemonstration(judgmentId, { ...body, supersedes: seen }),
    changes: [["demonstration-reviews", projectId], ["review-task", taskId], ["judgments", projectId], waitingKey(projectId)],
    onDone: onDecided,
  });
  const once = (body: DemonstrationDecide) => {
    if (!decide.isPending) decide.mutate(body);
  };
  return {
    busy: decide.isPending,
    error: decide.error,
    approve: () => {
      once({ verdict: "approved" });
    },
    giveBack: (reason: string) => {
      once({ verdict: "returned", reason });
    },
    edit: (answer: Written, reason: string) => {
      once({ verdict: "edited", answer, reason, submission_id: key, active_seconds: activeSeconds() } as DemonstrationDecide);
    },
    reopen: () => {
      once({ verdict: "reopened" });
    },
  };
}

export type Deciding = ReturnType<typeof useDecide>;
