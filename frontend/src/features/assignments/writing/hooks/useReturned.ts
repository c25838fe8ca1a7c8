import { useQueryClient } from "@tanstack/react-query";

import type { Assignment } from "@/lib/api-types";
import { contestedQuery } from "@/lib/contested";

import { announce } from "../../task/hooks/announce";
import { focusAbout } from "../../task/hooks/focusAbout";
import type { Session } from "../../task/hooks/useSession";
import { RETURNED } from "../../task/strings";

/**
 * What came back does not go in again without a word: it is changed, or a note says why not.
 *
 * @returns Whether it was held back, and said so; the note then has the focus.
 */
export function useReturned({ id, project }: Assignment, session: Session): () => boolean {
  const client = useQueryClient();
  return () => {
    const { revising, draft, setDialog } = session;
    if (revising === null || draft.saving.snapshot() !== "clean") return false;
    const known = client.getQueryData(contestedQuery(project.id, revising.judgmentId).queryKey);
    const returned = known?.pages.some(({ items }) => items.some(({ assignment_id: of, open }) => open && of === id));
    if (returned !== true) return false;
    announce({ message: RETURNED, waits: false, back: null });
    return focusAbout(() => {
      setDialog("about");
    }, "textarea");
  };
}
