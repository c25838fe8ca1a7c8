/** Own work that a reviewer saw otherwise: both views side by side, and why. */
import { Badge } from "@mantine/core";
import { useIsFetching } from "@tanstack/react-query";
import { useLocation } from "@tanstack/react-router";
import { useEffect, useRef } from "react";

import { More } from "@/components/DataTable";
import { ListState } from "@/components/ListState";
import { Panel } from "@/components/Panel";
import { ReviewersView } from "@/components/ReviewersView";
import { AnchorLink } from "@/components/links";
import type { Contested, News } from "@/lib/api-types";
import { contestedQuery, whatOf } from "@/lib/contested";
import { ago, excerpt } from "@/lib/format";
import { KIND_NOUN } from "@/lib/kinds";
import { useList } from "@/lib/lists";
import { useLook } from "@/lib/news";

import { alsoNew, TEXT } from "../strings";
import classes from "./MePage.module.css";

/** Home leads here. */
const PLACE = "reviewers";

export function ContestedPanel({ projectId }: { projectId: string }) {
  const query = contestedQuery(projectId);
  const list = useList(query);
  const { ref, shown, isNew } = useLook(projectId, "work", query.queryKey);
  const isSought = useLocation({ select: ({ hash }) => hash === PLACE });
  // Once what stands above it is there too: nothing then moves it away.
  const isThere = useIsFetching({ queryKey: ["own", projectId] }) === 0 && list.items !== undefined;
  const led = useRef(false);
  useEffect(() => {
    if (!isSought || !isThere || led.current) return;
    led.current = true;
    ref.current?.scrollIntoView({ block: "start" });
  }, [isSought, isThere, ref]);
  return (
    <div ref={ref} id={PLACE} className={classes.place}>
      <Panel title={TEXT.contested} hint={TEXT.contestedHint}>
        {shown !== null && <AlsoNew work={shown} />}
        <ListState list={list} empty={<p className={classes.quiet}>{TEXT.nothingContested}</p>}>
          {(items) => (
            <ul className={classes.entries}>
              {items.map((item) => (
                <Entry key={`${item.what}${item.id}`} item={item} isNew={isNew(item.at)} />
              ))}
            </ul>
          )}
        </ListState>
        <More list={list} />
      </Panel>
    </div>
  );
}

/** What needs no second look at the work, and is told nowhere else. */
function AlsoNew({ work }: { work: News["work"] }) {
  const also = alsoNew(work);
  return also !== "" && <p className={classes.also}>{also}</p>;
}

function Entry({ item, isNew }: { item: Contested; isNew: boolean }) {
  return (
    <li className={classes.entry} data-open={item.open}>
      <div className={classes.line}>
        <span className={classes.what}>{whatOf(item)}</span>
        {isNew && (
          <Badge size="sm" variant="light">
            New
          </Badge>
        )}
        <span className={classes.small}>
          {KIND_NOUN[item.kind]} · {ago(item.at)}
        </span>
        <AnchorLink size="sm" to="/judgments/$judgmentId" params={{ judgmentId: item.judgment_id }}>
          {item.open ? "Work on it again" : "Open your answer"}
        </AnchorLink>
      </div>
      <p className={classes.excerpt} dir="auto">
        {excerpt(item.prompt_excerpt, 160)}
      </p>
      <ReviewersView item={item} />
    </li>
  );
}
