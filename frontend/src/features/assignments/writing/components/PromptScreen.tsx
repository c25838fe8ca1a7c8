/** Writing a prompt from a brief, with what is noticed in it told while it is written. */
import { useDeferredValue, useMemo, useState } from "react";

import { Conversation } from "@/components/Conversation";

import { useLayout } from "../../task/hooks/useLayout";
import { useSession, type SessionOptions } from "../../task/hooks/useSession";
import { useContent, type Shape } from "../hooks/useContent";
import { usePromptCheck } from "../hooks/usePromptCheck";
import {
  nothingWritten,
  promptFromDraft,
  promptText,
  promptToAnswer,
  promptToDraft,
  promptTodo,
  refusalOf,
  writtenOf,
  type Brief,
  type PromptContent,
} from "../state/prompt-writing";
import { WOULD_BE_REFUSED } from "../strings";
import { BriefPane } from "./BriefPane";
import { PromptChecks } from "./PromptChecks";
import { PromptFields } from "./PromptFields";
import { WritingAbout } from "./WritingAbout";
import { WritingFrame } from "./WritingFrame";
import { WritingPanes } from "./WritingPanes";

const OPEN_BRIEF: Brief = { form: "plain", use_case: "", instructions: "", min_examples: 0 };

function shapeOf(brief: Brief): Shape<PromptContent> {
  return {
    fromDraft: (draft) => promptFromDraft(draft, brief),
    toDraft: (content) => promptToDraft(content, brief),
  };
}

export function PromptScreen(props: SessionOptions) {
  const { assignment } = props;
  const { language } = assignment.prompt;
  const brief = assignment.brief ?? OPEN_BRIEF;
  const layout = useLayout();
  const session = useSession(props);
  const [shape] = useState(() => shapeOf(brief));
  const { content, set, replace } = useContent(shape, session.draft.initial, session.draft.change);
  const draft = useMemo(() => promptToDraft(content, brief), [content, brief]);
  const written = useMemo(() => writtenOf(content, brief), [content, brief]);
  const text = promptText(content, brief);
  const preview = useDeferredValue(text);
  const empty = nothingWritten(content);
  const checked = usePromptCheck(assignment.project.id, written, empty);
  const refusal = refusalOf(checked.check, session.revising !== null);
  const [briefOpen, setBriefOpen] = useState(true);
  const toggleBrief = () => {
    setBriefOpen(!briefOpen);
  };
  // A revision is weighed against what stands: that the server does alone.
  const known = refusal !== null && !checked.pending && session.revising === null;
  const todo = promptTodo(content, brief) || (known ? WOULD_BE_REFUSED : "");
  const submit = () => {
    if (todo === "") void session.work.submit(promptToAnswer(content, brief));
    else (firstEmpty() ?? document.querySelector<HTMLElement>("[data-editor]"))?.focus();
  };
  const about = <WritingAbout fields={assignment.rating_schema.prompt_fields} content={content} set={set} />;
  return (
    <WritingFrame
      {...{ assignment, session, layout, draft, replace, submit, todo, text: empty ? "" : text, about }}
      givenOpen={briefOpen}
      toggleGiven={toggleBrief}
      given={
        <BriefPane
          brief={brief}
          language={language}
          layout={layout}
          open={briefOpen}
          onToggle={toggleBrief}
          about={about}
          onAbout={() => {
            session.setDialog("about");
          }}
        />
      }
    >
      <WritingPanes
        layout={layout}
        lang={language}
        documents={[]}
        scrolls={brief.form === "few_shot"}
        preview={empty ? null : <Conversation messages={[{ role: "user", content: preview }]} lang={language} />}
      >
        <PromptFields brief={brief} content={content} set={set} lang={language} />
      </WritingPanes>
      <PromptChecks
        {...{ brief, content, set, checked, refusal, empty }}
        personal={empty ? [] : (checked.check?.personal_data ?? [])}
      />
    </WritingFrame>
  );
}

function firstEmpty(): HTMLElement | undefined {
  const fields = document.querySelectorAll<HTMLTextAreaElement | HTMLInputElement>("[data-part] textarea, [data-part] input");
  return [...fields].find(({ value }) => value.trim() === "");
}
