/** Writing the ideal answer: conversation, Markdown, and its preview or the documents beside it. */
import { useDeferredValue, useMemo, useState } from "react";

import { Markdown } from "@/components/markdown/Markdown";

import { useLayout } from "../../task/hooks/useLayout";
import { useSession, type SessionOptions } from "../../task/hooks/useSession";
import { useWriting, writingToAnswer, writingToDraft } from "../hooks/useWriting";
import { MarkdownEditor } from "./MarkdownEditor";
import { WritingAbout, WritingPrompt } from "./WritingAbout";
import { WritingFrame } from "./WritingFrame";
import { WritingPanes } from "./WritingPanes";

export function DemonstrationScreen(props: SessionOptions) {
  const { assignment } = props;
  const { language, reference_documents: documents } = assignment.prompt;
  const layout = useLayout();
  const session = useSession(props);
  const writing = useWriting(session.draft.initial, session.draft.change);
  const { content, set, replace } = writing;
  const draft = useMemo(() => writingToDraft(content), [content]);
  const preview = useDeferredValue(content.text);
  const empty = content.text.trim() === "";
  const [chosen, setChosen] = useState<boolean | null>(null);
  // On a phone it is read first; what is being written then has the room.
  const promptOpen = chosen ?? (layout !== "phone" || empty);
  const togglePrompt = () => {
    setChosen(!promptOpen);
  };
  const submit = () => {
    if (empty) document.querySelector<HTMLElement>("[data-editor]")?.focus();
    else void session.work.submit(writingToAnswer(content));
  };
  return (
    <WritingFrame
      {...{ assignment, session, layout, draft, replace, submit }}
      text={content.text}
      todo={empty ? "nothing written yet" : ""}
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
        preview={preview.trim() === "" ? null : <Markdown text={preview} lang={language} />}
      >
        <MarkdownEditor
          value={content.text}
          label="Your answer, in Markdown"
          placeholder="Write the answer the assistant should have given. Markdown works."
          lang={language}
          onChange={(text) => {
            set({ text });
          }}
          onFacts={(change) => {
            set(({ facts }) => ({ facts: change(facts) }));
          }}
        />
      </WritingPanes>
    </WritingFrame>
  );
}
