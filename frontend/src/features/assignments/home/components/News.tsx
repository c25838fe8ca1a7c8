/** What others said of one's work and questions since one last looked, each with the way to it. */
import { useQuery } from "@tanstack/react-query";

import { AnchorLink } from "@/components/links";
import { newsQuery } from "@/lib/news";

import { NEWS } from "../strings";
import classes from "./Waits.module.css";

export function News({ projectId }: { projectId: string }) {
  const { data } = useQuery(newsQuery(projectId));
  if (data === undefined) return null;
  const work = NEWS.work.map(({ what, said }) => ({ what, count: data.work[what], said }));
  const lines = work.filter(({ count }) => count > 0);
  const { answered } = data.questions;
  if (lines.length + answered === 0) return null;
  return (
    <section className={classes.waits} aria-label={NEWS.title}>
      <b>{NEWS.title}</b>
      <ul className={classes.list}>
        {lines.map(({ what, count, said }) => (
          <li key={what}>
            <AnchorLink to="/me" search={{ project: projectId }} hash={NEWS.place}>
              {said(count)}
            </AnchorLink>
          </li>
        ))}
        {answered > 0 && (
          <li>
            <AnchorLink to="/projects/$projectId/questions" params={{ projectId }} search={{ view: "mine" }}>
              {NEWS.answered(answered)}
            </AnchorLink>
          </li>
        )}
      </ul>
    </section>
  );
}
