/** Demonstrations one at a time: approve, edit beside the original, or return with a reason. */
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";

import { EmptyState } from "@/components/EmptyState";
import { ErrorState } from "@/components/ErrorState";
import { Lines } from "@/components/ListState";
import type { DemonstrationWaiting } from "@/lib/api-types";

import { demonstrationsQuery } from "../api";
import { TEXT } from "../strings";
import { DecidedNote, type Done } from "./DecidedNote";
import { DemonstrationReview } from "./DemonstrationReview";

export function DemonstrationsPanel({ projectId }: { projectId: string }) {
  const { data, error, refetch } = useQuery(demonstrationsQuery(projectId));
  const [later, setLater] = useState(0);
  const [done, setDone] = useState<Done | null>(null);
  const [wanted, setWanted] = useState<string | null>(null);
  const [held, setHeld] = useState<DemonstrationWaiting | null>(null);
  if (error !== null && data === undefined) return <ErrorState error={error} reset={() => void refetch()} />;
  if (data === undefined) return <Lines count={5} />;
  // What was just taken back comes first, wherever it stands.
  const back = data.items.find(({ judgment_id: id }) => id === wanted);
  const next = back ?? data.items[later % Math.max(1, data.items.length)];
  // What is being read stays, whatever others decide meanwhile: no key may hit another one.
  const still = data.items.find(({ judgment_id: id }) => id === held?.judgment_id);
  const item = still ?? held ?? next;
  if (held === null && next !== undefined) setHeld(next);
  return (
    <>
      <DecidedNote
        key={done?.decided.id}
        projectId={projectId}
        done={done}
        onUndone={(undone) => {
          setDone(null);
          setWanted(undone.judgment_id);
          setHeld(null);
        }}
      />
      {item === undefined ? (
        <EmptyState symbol="✓" title={TEXT.nothingWaits}>{TEXT.nothingWaitsHint}</EmptyState>
      ) : (
        <DemonstrationReview
          key={item.judgment_id}
          projectId={projectId}
          item={item}
          waiting={data.waiting}
          gone={held !== null && still === undefined}
          onDecided={(decided) => {
            setDone({ decided, item });
            setWanted(null);
            setHeld(null);
          }}
          onLater={() => {
            // What left the list has made room for the next already.
            if (still !== undefined) setLater(later + 1);
            setWanted(null);
            setHeld(null);
          }}
        />
      )}
    </>
  );
}
