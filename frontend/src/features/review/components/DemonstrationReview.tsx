/** One demonstration with its prompt, what a revision answers to, and the three decisions. */
import { Button } from "@mantine/core";
import { useState } from "react";

import { Key } from "@/components/Key";
import { Panel } from "@/components/Panel";
import { ReasonDialog } from "@/components/ReasonDialog";
import layout from "@/components/stack.module.css";
import type { DemonstrationDecided, DemonstrationWaiting } from "@/lib/api-types";
import { ago, count, duration, ofItEdit } from "@/lib/format";
import { writingFacts } from "@/lib/written";

import { useDecide } from "../hooks/useDecide";
import { useKeys } from "../hooks/useKeys";
import { writtenOf } from "../state/turns";
import { CAUSE_WORDS, TEXT } from "../strings";
import classes from "./DemonstrationReview.module.css";
import { EditBeside } from "./EditBeside";
import { PromptPanel } from "./PromptPanel";
import { WrittenAnswer } from "./WrittenAnswer";

interface DemonstrationReviewProps {
  projectId: string;
  item: DemonstrationWaiting;
  waiting: number;
  onDecided: (decided: DemonstrationDecided) => void;
  onLater: () => void;
}

export function DemonstrationReview({ projectId, item, waiting, onDecided, onLater }: DemonstrationReviewProps) {
  const [mode, setMode] = useState<"read" | "edit" | "return">("read");
  const deciding = useDecide({
    projectId,
    taskId: item.task_id,
    judgmentId: item.judgment_id,
    seen: item.decision_id,
    onDecided,
  });
  const written = writtenOf(item.answer);
  const act = {
    approve: deciding.approve,
    edit: () => {
      if (written !== null) setMode("edit");
    },
    return: () => {
      setMode("return");
    },
  };
  useKeys({ a: act.approve, e: act.edit, r: act.return, n: onLater }, mode === "read");
  return (
    <div className={classes.columns}>
      <div className={layout.stack}>
        <PromptPanel prompt={item.prompt} />
        {item.returned !== null && <Returned item={item} />}
        {mode === "edit" && written !== null ? (
          <EditBeside
            written={written}
            prompt={item.prompt.messages}
            lang={item.prompt.language}
            busy={deciding.busy}
            onCancel={() => {
              setMode("read");
            }}
            onSave={deciding.edit}
          />
        ) : (
          <Panel title="Answer" hint={writingFacts(item.answer)}>
            <WrittenAnswer answer={item.answer} prompt={item.prompt} />
            {item.answer.notes !== undefined && item.answer.notes !== "" && (
              <p className={layout.muted} dir="auto">Note: “{item.answer.notes}”</p>
            )}
          </Panel>
        )}
      </div>
      <aside className={classes.side} aria-label="Decision">
        <p className={layout.muted}>{count(waiting, "demonstration")} waiting</p>
        <Facts item={item} />
        {mode !== "edit" && (
          <>
            <Button loading={deciding.busy} onClick={act.approve} rightSection={<Key>A</Key>} fullWidth>
              Approve
            </Button>
            <Button variant="default" disabled={written === null} onClick={act.edit} rightSection={<Key>E</Key>} fullWidth>
              Edit
            </Button>
            <Button variant="default" onClick={act.return} rightSection={<Key>R</Key>} fullWidth>
              Return
            </Button>
            <Button variant="subtle" onClick={onLater} rightSection={<Key>N</Key>} fullWidth>
              Next, decide later
            </Button>
          </>
        )}
      </aside>
      <ReasonDialog
        title="Return this demonstration"
        verb="Return"
        hint={TEXT.returnHint}
        opened={mode === "return"}
        busy={deciding.busy}
        error={deciding.error}
        onClose={() => {
          setMode("read");
        }}
        onReason={deciding.giveBack}
      />
    </div>
  );
}

function Facts({ item }: { item: DemonstrationWaiting }) {
  return (
    <dl className={layout.facts}>
      <dt>Author</dt>
      <dd>{item.labeler.name}</dd>
      <dt>{item.revision > 1 ? "Revised" : "Submitted"}</dt>
      <dd>{ago(item.submitted_at)}</dd>
      <dt>Time</dt>
      <dd>
        {duration(item.active_seconds + item.edit_seconds)} active of {duration(item.wall_seconds)}
        {item.edit_seconds > 0 && `, ${ofItEdit(item.edit_seconds)}`}
      </dd>
      <dt>Guidelines</dt>
      <dd>{item.guideline_number ?? "–"}</dd>
      <dt>Here as</dt>
      <dd>{CAUSE_WORDS[item.cause]}</dd>
    </dl>
  );
}

function Returned({ item }: { item: DemonstrationWaiting }) {
  const { returned } = item;
  if (returned === null) return null;
  return (
    <Panel title="Returned before" hint={`${ago(returned.at)}: “${returned.reason}”`}>
      <details>
        <summary>The text before</summary>
        <WrittenAnswer answer={returned.answer} prompt={item.prompt} />
      </details>
    </Panel>
  );
}
