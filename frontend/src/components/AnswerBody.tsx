/** The text of an answer as Markdown; a whole transcript turn by turn. */
import { useMemo } from "react";

import { transcriptOf } from "@/lib/transcript";

import { Conversation } from "./Conversation";
import { Markdown } from "./markdown/Markdown";
import type { WordMark } from "./markdown/plugins";

interface AnswerBodyProps {
  text: string;
  lang: string | null;
  /** What comes before is not shown. */
  start?: number;
  marks?: WordMark | null;
}

export function AnswerBody({ text, lang, start = 0, marks = null }: AnswerBodyProps) {
  const turns = useMemo(() => transcriptOf(text, start), [text, start]);
  if (turns !== null) return <Conversation messages={turns} lang={lang} marks={marks} />;
  return <Markdown text={text.slice(start)} lang={lang} marks={marks} />;
}
