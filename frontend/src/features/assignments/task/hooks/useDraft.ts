/**
 * The draft of the assignment on the screen: where it starts from, and how it is kept.
 *
 * Of the server's draft and this browser's journal the one that builds on the other wins;
 * where both went on separately, a person chooses (`conflict`).
 */
import { useCallback, useEffect, useState } from "react";

import type { Assignment } from "@/lib/api-types";
import { canonical } from "@/lib/canonical";
import { openJournal } from "@/lib/journal";

import { fetchAssignment, saveDraft } from "../../api";
import { DraftSaver, type Saving } from "../state/draft-saver";
import { handedIn } from "../state/handed-in";
import { useYield } from "./useYield";

export type DraftContent = Record<string, unknown>;

export interface DraftHandle {
  saving: Saving;
  /** What the screen starts with. */
  initial: DraftContent | null;
  change: (content: DraftContent) => void;
  flush: () => Promise<void>;
  /** The answer is handed in: stop saving. The journal stays until the server has the answer. */
  hand: () => void;
  /** Under which name the journal is kept. */
  journal: string;
  /** Fetches the draft the server has, to show it as the alternative in a conflict. */
  theirs: () => Promise<{ revision: number; content: DraftContent | null }>;
  /** Ends a conflict with the chosen content on top of the server's revision. */
  resolve: (content: DraftContent, revision: number) => void;
}

/** The judgment that is being edited after it was submitted. */
export interface Revising {
  judgmentId: string;
  revision: number;
  answer: DraftContent;
  /** The assignment to go back to, where a submit was taken back from there. */
  back?: string | undefined;
}

interface Session {
  name: string;
  saver: DraftSaver<DraftContent>;
  initial: DraftContent | null;
  unsaved: boolean;
}

function asContent(content: unknown): DraftContent | null {
  return typeof content === "object" && content !== null ? (content as DraftContent) : null;
}

function start(userId: string, assignment: Assignment, revising: Revising | null): Session {
  const name = revising === null ? `draft:${assignment.id}` : `revision:${revising.judgmentId}`;
  const journal = openJournal<DraftContent>(userId, name);
  const { revision } = revising ?? assignment.draft;
  const content = revising === null ? asContent(assignment.draft.content) : revising.answer;
  const entry = journal.read();
  const differs = entry !== null && canonical(entry.content) !== canonical(content);
  const saver = new DraftSaver<DraftContent>({
    // An entry written on an older revision must meet the server's 409, not overwrite it.
    revision: differs ? entry.revision : revision,
    stored: revising === null && revision > 0,
    journal,
    // A judgment has no draft on the server: its edit is kept in this browser until it is sent.
    save: async (draft, base) =>
      revising === null ? (await saveDraft(assignment.id, draft, base)).revision : base,
  });
  return { name, saver, initial: differs ? entry.content : content, unsaved: differs };
}

export function useDraft(
  userId: string,
  assignment: Assignment,
  revising: Revising | null,
): DraftHandle {
  const [{ name, saver, initial, unsaved }] = useState(() => start(userId, assignment, revising));

  useEffect(() => {
    saver.reopen();
    if (unsaved && initial !== null) saver.change(initial);
    const flush = () => void saver.flush();
    const onHide = () => {
      if (document.visibilityState === "hidden") flush();
    };
    window.addEventListener("online", flush);
    document.addEventListener("visibilitychange", onHide);
    return () => {
      window.removeEventListener("online", flush);
      document.removeEventListener("visibilitychange", onHide);
      void saver.flush();
    };
  }, [saver, unsaved, initial]);

  const flush = useCallback(() => saver.flush(), [saver]);
  useYield(flush);

  return {
    saving: saver,
    initial,
    change: useCallback(
      (content: DraftContent) => {
        // Something is done here: the answer before it is done with.
        handedIn.clear();
        saver.change(content);
      },
      [saver],
    ),
    flush,
    hand: useCallback(() => { saver.close(false); }, [saver]),
    journal: name,
    theirs: useCallback(async () => {
      const { revision, content } = (await fetchAssignment(assignment.id)).draft;
      return { revision, content: asContent(content) };
    }, [assignment.id]),
    resolve: useCallback(
      (content: DraftContent, revision: number) => { saver.resolve(content, revision); },
      [saver],
    ),
  };
}
