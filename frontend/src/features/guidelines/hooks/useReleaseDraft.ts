/** The text of the next release: kept in this browser at each key until it is published. */
import { useState } from "react";

import type { GuidelineDetail, GuidelineQuiz } from "@/lib/api-types";
import { openJournal } from "@/lib/journal";
import { useMe } from "@/lib/me";

import { draftFrom, sameContent, type Draft } from "../draft";

interface Kept {
  draft: Draft;
  /** The release it was written from. */
  basedOn: string | null;
}

export interface ReleaseDraft {
  draft: Draft;
  /** Null before the first release. */
  basedOn: string | null;
  /** Something differs from the release it starts from. */
  changed: boolean;
  /** It was found in this browser, from before. */
  restored: boolean;
  /** False where the browser would not keep it: it is only on the screen. */
  kept: boolean;
  change: (part: Partial<Draft>) => void;
  /** Goes on from the newest release with what was written. */
  rebase: () => void;
  /** Starts over from the last release. */
  discard: () => void;
  /** It is published: forgets it. */
  done: () => void;
}

interface Start {
  projectId: string;
  latest: GuidelineDetail | null;
  quiz: GuidelineQuiz | null;
}

export function useReleaseDraft({ projectId, latest, quiz }: Start): ReleaseDraft {
  const me = useMe();
  const [journal] = useState(() => openJournal<Kept>(me.id, `release:${projectId}`));
  const fresh = draftFrom(latest, quiz);
  const latestId = latest?.id ?? null;
  const [state, setState] = useState(() => {
    const found = journal.read()?.content ?? null;
    const kept: Kept = found ?? { draft: fresh, basedOn: latestId };
    return { ...kept, restored: found !== null, stored: true };
  });
  const put = (kept: Kept, restored: boolean) => {
    setState({ ...kept, restored, stored: journal.write(kept, 0) });
  };
  return {
    draft: state.draft,
    basedOn: state.basedOn,
    changed: !sameContent(state.draft, fresh),
    restored: state.restored,
    kept: state.stored,
    change: (part) => {
      put({ draft: { ...state.draft, ...part }, basedOn: state.basedOn }, state.restored);
    },
    rebase: () => {
      put({ draft: state.draft, basedOn: latestId }, false);
    },
    discard: () => {
      journal.clear();
      setState({ draft: fresh, basedOn: latestId, restored: false, stored: true });
    },
    done: () => {
      journal.clear();
    },
  };
}
