/** A conversation as it was, turn by turn; the turn to be answered has an accent bar. */
import type { Message } from "@/lib/api-types";

import classes from "./Conversation.module.css";
import { Markdown } from "./markdown/Markdown";
import type { WordMark } from "./markdown/plugins";

const ROLE_LABEL = { system: "System", user: "User", assistant: "Assistant" } as const;

interface ConversationProps {
  messages: readonly Message[];
  lang?: string | null;
  marks?: WordMark | null;
}

export function Conversation({ messages, lang = null, marks = null }: ConversationProps) {
  return (
    <ol className={classes.list}>
      {messages.map((message, index) => (
        <li
          // A conversation is fixed; its turns have no other identity than their place.
          key={index}
          className={classes.turn}
          data-role={message.role}
          data-last={index === messages.length - 1}
        >
          <div className={classes.role}>{ROLE_LABEL[message.role]}</div>
          <Markdown text={message.content} lang={lang} marks={marks} />
        </li>
      ))}
    </ol>
  );
}
