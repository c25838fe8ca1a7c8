/** A demonstration on its task's page: who wrote it, what was decided, and deciding it again. */
import { Button, Group } from "@mantine/core";
import { useState } from "react";

import { Panel } from "@/components/Panel";
import { ReasonDialog } from "@/components/ReasonDialog";
import layout from "@/components/stack.module.css";
import type { ReviewJudgment, ReviewTask } from "@/lib/api-types";
import { useMe } from "@/lib/me";
import { writingFacts } from "@/lib/written";

import { useDecide } from "../hooks/useDecide";
import { editName } from "../hooks/useKeptEdit";
import { writtenOf } from "../state/turns";
import { decisionOf, TEXT, writtenBy } from "../strings";
import { EditBeside } from "./EditBeside";
import { WrittenAnswer } from "./WrittenAnswer";

interface WrittenPanelProps {
  projectId: string;
  task: ReviewTask;
  judgment: ReviewJudgment;
}

export function WrittenPanel({ projectId, task, judgment }: WrittenPanelProps) {
  const me = useMe();
  const [mode, setMode] = useState<"read" | "decide" | "edit" | "return">("read");
  const read = () => {
    setMode("read");
  };
  const { answer, decision, labeler } = judgment;
  const deciding = useDecide({
    projectId,
    taskId: task.id,
    judgmentId: judgment.id,
    authorId: labeler.id,
    seen: decision?.id ?? null,
    onDecided: read,
  });
  const written = writtenOf(answer);
  const mine = labeler.id === me.id;
  const open = written !== null && judgment.void === null && !mine;
  return (
    <>
      <Panel
        title={writtenBy(judgment)}
        hint={<Hint judgment={judgment} mine={mine} />}
        actions={
          open &&
          (mode === "decide" ? (
            <Group gap="xs">
              <Button size="compact-sm" loading={deciding.busy} disabled={decision?.verdict === "approved"} onClick={deciding.approve}>
                Approve
              </Button>
              <Button size="compact-sm" variant="default" onClick={() => { setMode("edit"); }}>Edit</Button>
              <Button size="compact-sm" variant="default" onClick={() => { setMode("return"); }}>Return</Button>
              <Button size="compact-sm" variant="subtle" onClick={read}>Cancel</Button>
            </Group>
          ) : (
            mode === "read" && (
              <Button size="compact-sm" variant="default" onClick={() => { setMode("decide"); }}>
                {hasDecision(judgment) ? "Decide again" : "Decide"}
              </Button>
            )
          ))
        }
      >
        {mode !== "edit" && <WrittenAnswer answer={answer} prompt={task.prompt} />}
        {mode === "edit" && <p className={layout.muted}>{TEXT.editBelow}</p>}
        {answer.notes !== undefined && answer.notes !== "" && (
          <p className={layout.muted} dir="auto">Note: “{answer.notes}”</p>
        )}
      </Panel>
      {mode === "edit" && written !== null && (
        <EditBeside
          keptAs={editName(task.id, labeler.id)}
          written={written}
          prompt={task.prompt.messages}
          lang={task.prompt.language}
          busy={deciding.busy}
          onCancel={read}
          onSave={deciding.edit}
        />
      )}
      <ReasonDialog
        title="Return this demonstration"
        verb="Return"
        hint={TEXT.returnHint}
        opened={mode === "return"}
        busy={deciding.busy}
        error={deciding.error}
        onClose={read}
        onReason={deciding.giveBack}
      />
    </>
  );
}

function hasDecision({ decision, edit }: ReviewJudgment): boolean {
  return edit !== null || (decision !== null && decision.verdict !== "reopened");
}

function Hint({ judgment, mine }: { judgment: ReviewJudgment; mine: boolean }) {
  const facts = writingFacts(judgment.answer);
  return (
    <>
      {facts !== null && <div>{facts}</div>}
      <div dir="auto">{decisionOf(judgment)}</div>
      {mine && <div>{TEXT.ownDemonstration}</div>}
    </>
  );
}
