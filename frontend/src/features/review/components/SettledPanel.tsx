/** In the form's place once a task is settled: who did it, and the way on. */
import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";

import { Lettered } from "@/components/Lettered";
import { Panel } from "@/components/Panel";
import { ButtonLink } from "@/components/links";
import layout from "@/components/stack.module.css";
import type { ReviewTask } from "@/lib/api-types";
import { asThey } from "@/lib/lettered";
import { useMe } from "@/lib/me";

import { nextToReviewQuery } from "../api";
import { spoken } from "../state/ladder";
import { settledBy, TEXT } from "../strings";

interface SettledPanelProps {
  projectId: string;
  taskId: string;
  review: NonNullable<ReviewTask["review"]>;
  slots: readonly string[];
  onAgain: () => void;
}

export function SettledPanel({ projectId, taskId, review, slots, onAgain }: SettledPanelProps) {
  const me = useMe();
  const { data: next } = useQuery(nextToReviewQuery(projectId, taskId));
  return (
    <Panel title="Settled" hint={TEXT.settledHint}>
      <div className={layout.stack}>
        <p role="status">
          {settledBy(review, me)} <b>{spoken(review.ranking)}</b>
        </p>
        {review.reason !== "" && (
          <blockquote className={layout.muted} dir="auto">
            {/* A reviewer's letters are the task's own, as on this page. */}
            <Lettered text={review.reason} letters={asThey(slots)} whose="The reviewer's" />
          </blockquote>
        )}
        {typeof next === "string" ? (
          <ButtonLink to="/projects/$projectId/review/$taskId" params={{ projectId, taskId: next }}>
            Next task
          </ButtonLink>
        ) : (
          <ButtonLink to="/projects/$projectId/review" params={{ projectId }} variant="default">
            Back to Review
          </ButtonLink>
        )}
        <Button variant="default" onClick={onAgain}>
          Settle again
        </Button>
      </div>
    </Panel>
  );
}
