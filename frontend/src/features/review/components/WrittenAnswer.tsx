/** A written answer as it reads: one text, or its turns in the conversation. */
import { Conversation } from "@/components/Conversation";
import { Markdown } from "@/components/markdown/Markdown";
import type { Answer, ReviewTask } from "@/lib/api-types";

import { messagesOf, writtenOf } from "../state/turns";

interface WrittenAnswerProps {
  answer: Answer;
  prompt: Pick<ReviewTask["prompt"], "messages" | "language">;
}

export function WrittenAnswer({ answer, prompt }: WrittenAnswerProps) {
  const { messages, language } = prompt;
  const written = writtenOf(answer);
  if (written === null) return null;
  if ("text" in written) return <Markdown text={written.text} lang={language} />;
  return <Conversation messages={messagesOf(messages, written.turns)} lang={language} />;
}
