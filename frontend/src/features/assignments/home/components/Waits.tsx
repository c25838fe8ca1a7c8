/** What needs a reviewer in a project, each with the way to it; nothing where nothing waits. */
import { useQuery } from "@tanstack/react-query";

import { AnchorLink } from "@/components/links";
import { count } from "@/lib/format";
import { waitingQuery } from "@/lib/waiting";

import classes from "./Waits.module.css";

export function Waits({ projectId }: { projectId: string }) {
  const { data } = useQuery(waitingQuery(projectId));
  if (data === undefined) return null;
  const { tasks, demonstrations, questions, scores } = data;
  if (tasks + demonstrations + questions + scores === 0) return null;
  const params = { projectId };
  return (
    <section className={classes.waits} aria-label="Waits for a reviewer">
      <b>Waits for a reviewer</b>
      <ul className={classes.list}>
        {tasks > 0 && (
          <li>
            <AnchorLink to="/projects/$projectId/review" params={params}>
              {count(tasks, "task")} to review
            </AnchorLink>
          </li>
        )}
        {demonstrations > 0 && (
          <li>
            <AnchorLink to="/projects/$projectId/review" params={params} search={{ tab: "demonstrations" }}>
              {count(demonstrations, "demonstration")} to read
            </AnchorLink>
          </li>
        )}
        {questions > 0 && (
          <li>
            <AnchorLink to="/projects/$projectId/answers" params={params}>
              {count(questions, "question")} to answer
            </AnchorLink>
          </li>
        )}
        {scores > 0 && (
          <li>
            <AnchorLink to="/projects/$projectId/scoring" params={params}>
              {count(scores, "attempt")} to score
            </AnchorLink>
          </li>
        )}
      </ul>
    </section>
  );
}
