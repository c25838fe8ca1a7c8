/** What is given beside a text that is written, and what the labeler says about it. */
import { useMemo } from "react";

import type { Assignment, Flag } from "@/lib/api-types";

import { AboutPrompt } from "../../task/components/AboutPrompt";
import { PromptPane } from "../../task/components/PromptPane";
import type { Layout } from "../../task/hooks/useLayout";
import type { Session } from "../../task/hooks/useSession";

interface AboutContent {
  promptFields: Readonly<Record<string, boolean>>;
  notes: string;
}

interface WritingAboutProps {
  fields: readonly Flag[];
  content: AboutContent;
  set: (change: Partial<AboutContent>) => void;
}

export function WritingAbout({ fields, content, set }: WritingAboutProps) {
  return (
    <AboutPrompt
      fields={fields}
      values={content.promptFields}
      notes={content.notes}
      onField={(key, value) => {
        set({ promptFields: { ...content.promptFields, [key]: value } });
      }}
      onNotes={(notes) => {
        set({ notes });
      }}
    />
  );
}

interface WritingPromptProps extends Omit<WritingAboutProps, "fields"> {
  assignment: Assignment;
  session: Session;
  layout: Layout;
  open: boolean;
  toggle: () => void;
}

export function WritingPrompt({ assignment, session, content, set, layout, open, toggle }: WritingPromptProps) {
  const marked = Object.values(content.promptFields).filter(Boolean).length;
  // The documents have a place of their own beside the text.
  const conversation = useMemo(
    () => ({ ...assignment, prompt: { ...assignment.prompt, reference_documents: [] } }),
    [assignment],
  );
  return (
    <PromptPane
      assignment={conversation}
      layout={layout}
      open={open}
      onToggle={toggle}
      aboutCount={marked + (content.notes.trim() === "" ? 0 : 1)}
      about={<WritingAbout fields={assignment.rating_schema.prompt_fields} content={content} set={set} />}
      onAbout={() => {
        session.setDialog("about");
      }}
    />
  );
}
