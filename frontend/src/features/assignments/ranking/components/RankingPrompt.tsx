/** The prompt of a ranking, and what is asked about it: in its pane, or in a dialog. */
import { memo } from "react";

import type { Assignment } from "@/lib/api-types";

import { AboutPrompt } from "../../task/components/AboutPrompt";
import { PromptPane } from "../../task/components/PromptPane";
import type { Layout } from "../../task/hooks/useLayout";
import type { Session } from "../../task/hooks/useSession";
import type { Bench } from "../hooks/useBench";

interface AboutProps {
  assignment: Assignment;
  fields: Readonly<Record<string, boolean>>;
  notes: string;
  act: Bench["act"];
}

export function RankingAbout({ assignment, fields, notes, act }: AboutProps) {
  return (
    <AboutPrompt
      fields={assignment.rating_schema.prompt_fields}
      values={fields}
      notes={notes}
      onField={(key, value) => {
        act({ type: "prompt-field", key, value });
      }}
      onNotes={(text) => {
        act({ type: "notes", text });
      }}
    />
  );
}

interface PromptProps extends AboutProps {
  setDialog: Session["setDialog"];
  layout: Layout;
  open: boolean;
  toggle: () => void;
}

/** Drawn again only when something of it changes, and not at every key that ranks. */
export const RankingPrompt = memo(function RankingPrompt({ setDialog, layout, open, toggle, ...about }: PromptProps) {
  const { assignment, fields, notes } = about;
  if (layout === "wide" && !open) return null;
  const set = Object.values(fields).filter(Boolean).length;
  return (
    <PromptPane
      assignment={assignment}
      layout={layout}
      open={open}
      onToggle={toggle}
      aboutCount={set + (notes.trim() === "" ? 0 : 1)}
      about={<RankingAbout {...about} />}
      onAbout={() => {
        setDialog("about");
      }}
    />
  );
});
