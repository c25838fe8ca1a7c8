/** Writing several turns of a conversation: each of the assistant's, or both sides. */
import { useDeferredValue, useMemo, useState } from "react";

import { Conversation } from "@/components/Conversation";

import { useLayout } from "../../task/hooks/useLayout";
import { useSession, type SessionOptions } from "../../task/hooks/useSession";
import { useContent, type Shape } from "../hooks/useContent";
import { useKeeper } from "../hooks/useKept";
import {
  conversationOf,
  emptyCount,
  emptyTurns,
  linesOf,
  turnsFromDraft,
  turnsToAnswer,
  turnsToDraft,
  type TurnsContent,
} from "../state/turns";
import { TurnsEditor } from "./TurnsEditor";
import { WritingAbout, WritingPrompt } from "./WritingAbout";
import { WritingFrame } from "./WritingFrame";
import { WritingPanes } from "./WritingPanes";

function shapeOf({ demonstration_mode: mode, prompt }: SessionOptions["assignment"]): Shape<TurnsContent> {
  const empty = emptyTurns(mode, prompt.messages);
  return {
    fromDraft: (draft) => turnsFromDraft(draft, empty, mode === "assistant_turns"),
    toDraft: turnsToDraft,
  };
}

export function TurnsScreen(props: SessionOptions) {
  const { assignment } = props;
  const { messages, language, reference_documents: documents } = assignment.prompt;
  const mode = assignment.demonstration_mode;
  const layout = useLayout();
  const session = useSession(props);
  const keeper = useKeeper(assignment.id);
  const [shape] = useState(() => shapeOf(assignment));
  const { content, set, replace } = useContent(shape, session.draft.initial, session.draft.change);
  const draft = useMemo(() => turnsToDraft(content), [content]);
  const lines = useMemo(() => linesOf(mode, messages, content.turns.length), [mode, messages, content.turns.length]);
  const preview = useDeferredValue(content.turns);
  const [promptOpen, setPromptOpen] = useState(layout === "wide");
  const togglePrompt = () => {
    setPromptOpen(!promptOpen);
  };
  const empty = emptyCount(content.turns);
  const submit = () => {
    if (empty === 0) void session.work.submit(turnsToAnswer(content));
    else focusTurn(content.turns.findIndex((turn) => turn.content.trim() === ""));
  };
  return (
    <WritingFrame
      {...{ assignment, session, layout, draft, replace, submit }}
      text={content.turns.map((turn) => turn.content).filter((text) => text !== "").join("\n")}
      todo={empty === 0 ? "" : `${String(empty)} of ${String(content.turns.length)} turns to write`}
      givenOpen={promptOpen}
      toggleGiven={togglePrompt}
      given={
        <WritingPrompt {...{ assignment, session, content, set, layout }} open={promptOpen} toggle={togglePrompt} />
      }
      about={<WritingAbout fields={assignment.rating_schema.prompt_fields} content={content} set={set} />}
    >
      <WritingPanes
        layout={layout}
        lang={language}
        documents={documents}
        scrolls
        preview={<Conversation messages={conversationOf(lines, preview)} lang={language} />}
      >
        <TurnsEditor
          lines={lines}
          turns={content.turns}
          lang={language}
          onTurn={(index, text) => {
            set(({ turns }) => ({ turns: turns.map((turn, at) => (at === index ? { ...turn, content: text } : turn)) }));
          }}
          onFacts={(change) => {
            set(({ facts }) => ({ facts: change(facts) }));
          }}
          open={mode === "both_sides"}
          onAdd={() => {
            set(({ turns }) => ({
              turns: [...turns, { role: "user", content: "" }, { role: "assistant", content: "" }],
            }));
            requestAnimationFrame(() => {
              focusTurn(content.turns.length);
            });
          }}
          onRemove={() => {
            if (content.turns.slice(-2).some((turn) => turn.content.trim() !== "")) keeper.add(draft, "here");
            set(({ turns }) => ({ turns: turns.slice(0, -2) }));
          }}
        />
      </WritingPanes>
    </WritingFrame>
  );
}

function focusTurn(index: number): void {
  document.querySelectorAll<HTMLElement>("[data-turn] textarea")[index]?.focus();
}
