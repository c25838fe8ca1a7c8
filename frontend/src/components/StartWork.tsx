/** The way to work: whatever stands first, or one kind of it. */
import { useQuery } from "@tanstack/react-query";

import { KIND_NOUN } from "@/lib/kinds";
import { queueQuery } from "@/lib/queue";

import classes from "./StartWork.module.css";
import { ButtonLink } from "./links";

export function StartWork({ projectId }: { projectId: string }) {
  const { data } = useQuery(queueQuery(projectId));
  const open = (data?.kinds ?? []).filter(({ available }) => available > 0);
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
