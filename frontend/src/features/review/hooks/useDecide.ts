/** A decision on a demonstration: sent once, with the time it took and the one it supersedes. */
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";

import { useAction } from "@/lib/actions";
import type { DemonstrationDecide, DemonstrationDecided } from "@/lib/api-types";
import { hasCode } from "@/lib/errors";
import { randomId } from "@/lib/ids";
import { useMe } from "@/lib/me";
import { waitingKey } from "@/lib/waiting";

import { decideDemonstration } from "../api";
import type { Written } from "../state/turns";
import { useActiveSeconds } from "./useActiveSeconds";
import { editName, forgetEdit } from "./useKeptEdit";

interface DecideOptions {
  projectId: string;
  taskId: string;
  judgmentId: string;
  /** Whose it is. */
  authorId: string;
  /** The decision that is on the screen; null for none. */
  seen: string | null;
  onDecided: (decided: DemonstrationDecided) => void;
}

export function useDecide({ projectId, taskId, judgmentId, authorId, seen, onDecided }: DecideOptions) {
  // One key per edit: a click that is sent twice stores one.
  const [key] = useState(randomId);
  const activeSeconds = useActiveSeconds();
  const me = useMe();
  const queryClient = useQueryClient();
  const decide = useAction({
    run: (body: DemonstrationDecide) =>
      decideDemonstration(judgmentId, { ...body, supersedes: seen }).catch((error: unknown) => {
        // Another reviewer, or its author, was faster: the pages are to say so.
        if (hasCode(error, "already_reviewed", "judgment_superseded")) {
          void queryClient.invalidateQueries({ queryKey: ["demonstration-reviews", projectId] });
          void queryClient.invalidateQueries({ queryKey: ["review-task", taskId] });
        }
        throw error;
      }),
    changes: [["demonstration-reviews", projectId], ["review-task", taskId], ["judgments", projectId], waitingKey(projectId)],
    onDone: (decided) => {
      if (decided.verdict === "edited") forgetEdit(me.id, editName(taskId, authorId));
      onDecided(decided);
    },
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
