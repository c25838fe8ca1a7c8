/** One demonstration with its prompt, what a revision answers to, and the three decisions. */
import { Button } from "@mantine/core";
import { useMemo, useState } from "react";

import { Conversation } from "@/components/Conversation";
import { Key } from "@/components/Key";
import { Panel } from "@/components/Panel";
import { ReasonDialog } from "@/components/ReasonDialog";
import { Markdown } from "@/components/markdown/Markdown";
import layout from "@/components/stack.module.css";
import { useAction } from "@/lib/actions";
import type { Answer, DemonstrationDecide, DemonstrationWaiting } from "@/lib/api-types";
import { ago, count, duration } from "@/lib/format";
import { randomId } from "@/lib/ids";
import { waitingKey } from "@/lib/waiting";
import { writingFacts } from "@/lib/written";

import { decideDemonstration } from "../api";
import { useKeys } from "../hooks/useKeys";
import { messagesOf } from "../state/turns";
import { CAUSE_WORDS, TEXT } from "../strings";
import classes from "./DemonstrationReview.module.css";
import { EditBeside, type Written } from "./EditBeside";
import { PromptPanel } from "./PromptPanel";

interface DemonstrationReviewProps {
  projectId: string;
  item: DemonstrationWaiting;
  waiting: number;
  onDecided: (verdict: DemonstrationDecide["verdict"]) => void;
  onLater: () => void;
}

export function DemonstrationReview({ projectId, item, waiting, onDecided, onLater }: DemonstrationReviewProps) {
  const [mode, setMode] = useState<"read" | "edit" | "return">("read");
  const key = useMemo(() => randomId(), []);
  const decide = useAction({
    run: (body: DemonstrationDecide) => decideDemonstration(item.judgment_id, body),
    changes: [["demonstration-reviews", projectId], waitingKey(projectId)],
    onDone: ({ verdict }) => {
      onDecided(verdict);
    },
  });
  const written = writtenOf(item.answer);
  const act = {
    approve: () => {
      if (!decide.isPending) decide.mutate({ verdict: "approved" });
    },
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
            busy={decide.isPending}
            onCancel={() => {
              setMode("read");
            }}
            onSave={(answer, reason) => {
              decide.mutate({ verdict: "edited", answer, reason, submission_id: key } as DemonstrationDecide);
            }}
          />
        ) : (
          <Panel title="Answer" hint={writingFacts(item.answer)}>
            <Shown answer={item.answer} item={item} />
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
            <Button loading={decide.isPending} onClick={act.approve} rightSection={<Key>A</Key>} fullWidth>
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
        busy={decide.isPending}
        error={decide.error}
        onClose={() => {
          setMode("read");
        }}
        onReason={(reason) => {
          decide.mutate({ verdict: "returned", reason });
        }}
      />
    </div>
  );
}

function Shown({ answer, item }: { answer: Answer; item: DemonstrationWaiting }) {
  const written = writtenOf(answer);
  const { messages, language } = item.prompt;
  if (written === null) return null;
  if ("text" in written) return <Markdown text={written.text} lang={language} />;
  return <Conversation messages={messagesOf(messages, written.turns)} lang={language} />;
}

/** What can be edited: nothing of what was erased. */
function writtenOf(answer: Answer): Written | null {
  if ("turns" in answer) return answer.turns.length > 0 ? { turns: answer.turns } : null;
  return "text" in answer && answer.text !== undefined ? { text: answer.text } : null;
}

function Facts({ item }: { item: DemonstrationWaiting }) {
  return (
    <dl className={layout.facts}>
      <dt>Author</dt>
      <dd>{item.labeler.name}</dd>
      <dt>Submitted</dt>
      <dd>{ago(item.submitted_at)}</dd>
      <dt>Time</dt>
      <dd>
        {duration(item.active_seconds)} active of {duration(item.wall_seconds)}
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
        <Shown answer={returned.answer} item={item} />
      </details>
    </Panel>
  );
}
