/** Demonstrations one at a time: approve, edit beside the original, or return with a reason. */
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";

import { EmptyState } from "@/components/EmptyState";
import { ErrorState } from "@/components/ErrorState";
import { Lines } from "@/components/ListState";

import { demonstrationsQuery } from "../api";
import { decided, TEXT } from "../strings";
import { DemonstrationReview } from "./DemonstrationReview";
import classes from "./DemonstrationsPanel.module.css";

export function DemonstrationsPanel({ projectId }: { projectId: string }) {
  const { data, error, refetch } = useQuery(demonstrationsQuery(projectId));
  const [later, setLater] = useState(0);
  const [done, setDone] = useState("");
  if (error !== null) return <ErrorState error={error} reset={() => void refetch()} />;
  if (data === undefined) return <Lines count={5} />;
  const item = data.items[later % Math.max(1, data.items.length)];
  return (
    <>
      <p role="status" className={done === "" ? "visually-hidden" : classes.done} dir="auto">
        {done}
      </p>
      {item === undefined ? (
        <EmptyState symbol="✓" title={TEXT.nothingWaits}>{TEXT.nothingWaitsHint}</EmptyState>
      ) : (
        <DemonstrationReview
          key={item.judgment_id}
          projectId={projectId}
          item={item}
          waiting={data.waiting}
          onDecided={(verdict) => {
            setDone(decided(verdict, item));
          }}
          onLater={() => {
            setLater(later + 1);
          }}
        />
      )}
    </>
  );
}
