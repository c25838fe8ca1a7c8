/** One demonstration with its prompt, what a revision answers to, and the three decisions. */
import { Alert, Button } from "@mantine/core";
import { useState } from "react";

import { Key } from "@/components/Key";
import { Panel } from "@/components/Panel";
import { ReasonDialog } from "@/components/ReasonDialog";
import { AnchorLink } from "@/components/links";
import layout from "@/components/stack.module.css";
import type { DemonstrationDecided, DemonstrationWaiting } from "@/lib/api-types";
import { ago, count, duration, ofItEdit } from "@/lib/format";
import { useKeys } from "@/lib/page-keys";
import { writingFacts } from "@/lib/written";

import { useDecide } from "../hooks/useDecide";
import { editName } from "../hooks/useKeptEdit";
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
  /** It waits no more: another reviewer decided it, or its author revised it. */
  gone: boolean;
  onDecided: (decided: DemonstrationDecided) => void;
  onLater: () => void;
}

export function DemonstrationReview({ projectId, item, waiting, gone, onDecided, onLater }: DemonstrationReviewProps) {
  const [mode, setMode] = useState<"read" | "edit" | "return">("read");
  const deciding = useDecide({
    projectId,
    taskId: item.task_id,
    judgmentId: item.judgment_id,
    authorId: item.labeler.id,
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
  const decidable = { a: act.approve, e: act.edit, r: act.return };
  // While one's own decision is being sent, the list is without it too.
  const late = gone && !deciding.busy;
  useKeys({ ...(late ? {} : decidable), n: onLater }, mode === "read");
  return (
    <div className={classes.columns}>
      <div className={layout.stack}>
        <PromptPanel prompt={item.prompt} />
        {item.returned !== null && <Returned item={item} />}
        {late && <Gone projectId={projectId} item={item} editing={mode === "edit"} onNext={onLater} />}
        {mode === "edit" && written !== null ? (
          <EditBeside
            keptAs={editName(item.task_id, item.labeler.id)}
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
        {mode !== "edit" && !late && (
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

/** Said where it is read or edited, so that nobody's words are thrown away under their hands. */
function Gone({ projectId, item, editing, onNext }: { projectId: string; item: DemonstrationWaiting; editing: boolean; onNext: () => void }) {
  return (
    <Alert color="orange" variant="light" role="alert" styles={{ title: { color: "var(--ts-ink)" } }} title={TEXT.gone}>
      <p>
        {editing && `${TEXT.goneEdit} `}
        <AnchorLink size="sm" to="/projects/$projectId/review/$taskId" params={{ projectId, taskId: item.task_id }}>
          See what stands, and decide again
        </AnchorLink>
      </p>
      <Button size="compact-sm" variant="default" mt="xs" onClick={onNext}>
        Next
      </Button>
    </Alert>
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
