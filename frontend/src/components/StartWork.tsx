/** The way to work: whatever stands first, or one kind of it. */
import { useQuery } from "@tanstack/react-query";

import type { TaskKind } from "@/lib/api-types";
import { KIND_NOUN } from "@/lib/kinds";
import { queueQuery } from "@/lib/queue";

import classes from "./StartWork.module.css";
import { ButtonLink } from "./links";

interface StartWorkProps {
  projectId: string;
  /** The kinds that were just opened: the way leads to them first. */
  opened?: readonly TaskKind[];
}

export function StartWork({ projectId, opened = [] }: StartWorkProps) {
  const { data, isPending } = useQuery(queueQuery(projectId));
  // No button that becomes another one under the pointer.
  if (isPending && opened.length > 0) return null;
  const open = (data?.kinds ?? []).filter(({ available }) => available > 0);
  const fresh = open.filter(({ kind }) => opened.includes(kind));
  if (fresh.length > 0) {
    return (
      <div className={classes.ways}>
        {fresh.map(({ kind, available }) => (
          <ButtonLink key={kind} to="/work/$projectId" params={{ projectId }} search={{ kind }}>
            Start with {KIND_NOUN[kind].toLowerCase()} ({available.toLocaleString("en")})
          </ButtonLink>
        ))}
        {open.length > 1 && (
          <ButtonLink to="/work/$projectId" params={{ projectId }} variant="default">
            Whatever comes first
          </ButtonLink>
        )}
      </div>
    );
  }
  return (
    <div className={classes.ways}>
      <ButtonLink to="/work/$projectId" params={{ projectId }}>
        Start working
      </ButtonLink>
      {open.length > 1 && <span className={classes.or}>or with one kind:</span>}
      {open.length > 1 &&
        open.map(({ kind, available }) => (
          <ButtonLink key={kind} to="/work/$projectId" params={{ projectId }} search={{ kind }} variant="default">
            {KIND_NOUN[kind]} ({available.toLocaleString("en")})
          </ButtonLink>
        ))}
    </div>
  );
}
