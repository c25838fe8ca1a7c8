import { useEffect, useState, useSyncExternalStore } from "react";

import type { QualificationAttempt } from "@/lib/api-types";
import { openJournal } from "@/lib/journal";
import { useMe } from "@/lib/me";

import { saveAnswer } from "../api";
import { AnswerSaver, type Snapshot } from "../state/answer-saver";
import { answerFrom, type Answer } from "../state/answers";

/** The attempt's answers as they stand on this page, and the one who keeps them. */
export function useAnswers(attempt: QualificationAttempt): { saver: AnswerSaver; now: Snapshot } {
  const userId = useMe().id;
  const [saver] = useState(
    () =>
      new AnswerSaver({
        entries: attempt.items.map(({ revision, answer }) => ({ revision, answer: answerFrom(answer) })),
        put: (index, revision, answer) => saveAnswer(attempt.id, index, revision, answer),
        journalOf: (index) => openJournal<Answer>(userId, `attempt:${attempt.id}:${String(index)}`),
      }),
  );
  useEffect(() => {
    saver.resume();
    return () => {
      void saver.flush();
      saver.stop();
    };
  }, [saver]);
  return { saver, now: useSyncExternalStore(saver.subscribe, saver.read) };
}
