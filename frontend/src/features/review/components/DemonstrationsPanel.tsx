/** Demonstrations one at a time: approve, edit beside the original, or return with a reason. */
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";

import { EmptyState } from "@/components/EmptyState";
import { ErrorState } from "@/components/ErrorState";
import { Lines } from "@/components/ListState";

import { demonstrationsQuery } from "../api";
import { TEXT } from "../strings";
import { DemonstrationReview } from "./DemonstrationReview";

export function DemonstrationsPanel({ projectId }: { projectId: string }) {
  const { data, error, refetch } = useQuery(demonstrationsQuery(projectId));
  const [later, setLater] = useState(0);
  if (error !== null) return <ErrorState error={error} reset={() => void refetch()} />;
  if (data === undefined) return <Lines count={5} />;
  const item = data.items[later % Math.max(1, data.items.length)];
  if (item === undefined) return <EmptyState symbol="✓" title={TEXT.nothingWaits}>{TEXT.nothingWaitsHint}</EmptyState>;
  return (
    <DemonstrationReview
      key={item.judgment_id}
      projectId={projectId}
      item={item}
      waiting={data.waiting}
      onLater={() => {
        setLater(later + 1);
      }}
    />
  );
}
