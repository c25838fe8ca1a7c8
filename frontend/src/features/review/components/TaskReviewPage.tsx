/** One task with everybody's answers side by side, and the way to settle it. */
import { Badge, Skeleton, Stack } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";

import { AnswerBody } from "@/components/AnswerBody";
import { ErrorState } from "@/components/ErrorState";
import { PageHeader } from "@/components/PageHeader";
import { Panel } from "@/components/Panel";
import { AnchorLink } from "@/components/links";
import layout from "@/components/stack.module.css";
import type { ReviewTask } from "@/lib/api-types";
import { ago, words } from "@/lib/format";
import { KIND_NOUN } from "@/lib/kinds";

import { reviewTaskQuery } from "../api";
import { TEXT } from "../strings";
import { AnswerMatrix } from "./AnswerMatrix";
import { PromptPanel } from "./PromptPanel";
import { SettlePanel } from "./SettlePanel";
import { TaskActions } from "./TaskActions";
import { TaskFigures } from "./TaskFigures";
import classes from "./TaskReviewPage.module.css";
import { WrittenPanel } from "./WrittenPanel";

interface TaskReviewPageProps {
  projectId: string;
  taskId: string;
}

export function TaskReviewPage({ projectId, taskId }: TaskReviewPageProps) {
  const { data: task, error, refetch } = useQuery(reviewTaskQuery(taskId));
  if (error !== null) return <ErrorState error={error} reset={() => void refetch()} />;
  if (task === undefined) return <Loading />;
  const settles = task.kind !== "demonstration" && task.purpose === "training";
  return (
    <>
      <PageHeader
        title={<Title task={task} />}
        description={
          <AnchorLink size="sm" to="/projects/$projectId/review" params={{ projectId }}>
            ← Review
          </AnchorLink>
        }
        actions={<TaskActions projectId={projectId} task={task} />}
      />
      <div className={classes.columns} data-settles={settles}>
        <div className={layout.stack}>
          <TaskFigures task={task} />
          <PromptPanel prompt={task.prompt} brief={task.slots.length > 0} />
          {task.slots.length > 0 && <AnswerMatrix task={task} />}
          {task.skips.length > 0 && <Skips task={task} />}
          {task.slots.map(({ slot, text }) => (
            <Panel key={slot} title={`Answer ${slot}`}>
              <AnswerBody text={text} lang={task.prompt.language} />
            </Panel>
          ))}
          {task.kind === "demonstration" &&
            task.judgments.map((judgment) => (
              <WrittenPanel key={judgment.id} projectId={projectId} task={task} judgment={judgment} />
            ))}
          {task.kind === "demonstration" && task.judgments.length === 0 && (
            <p className={layout.muted}>{TEXT.nobodyWrote}</p>
          )}
        </div>
        {settles && <SettlePanel key={task.id} projectId={projectId} task={task} />}
      </div>
    </>
  );
}

function Title({ task }: { task: ReviewTask }) {
  return (
    <span className={classes.title}>
      {KIND_NOUN[task.kind].replace(/s$/, "")} task
      {task.review !== null && <Badge color="green" variant="light" tt="none">settled</Badge>}
      {task.gold_id !== null && <Badge color="yellow" variant="light" tt="none">gold</Badge>}
      {task.withdrawn && <Badge color="gray" variant="light" tt="none">withdrawn</Badge>}
    </span>
  );
}

function Skips({ task }: { task: ReviewTask }) {
  return (
    <Panel title="Given back">
      <ul className={classes.skips}>
        {task.skips.map((skip, index) => (
          <li key={index}>
            <b>{skip.labeler.name}</b>: {words(skip.reason)}
            {skip.note !== "" && <span dir="auto"> — “{skip.note}”</span>}{" "}
            <span className={layout.muted}>{ago(skip.at)}</span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function Loading() {
  return (
    <Stack role="status" aria-label="Loading">
      <Skeleton h={36} w={280} />
      <Skeleton h={220} radius="lg" />
      <Skeleton h={160} radius="lg" />
    </Stack>
  );
}
