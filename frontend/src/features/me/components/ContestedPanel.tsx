/** Own work that a reviewer saw otherwise: both views side by side, and why. */
import { More } from "@/components/DataTable";
import { Lettered, LettersNote } from "@/components/Lettered";
import { ListState } from "@/components/ListState";
import { Panel } from "@/components/Panel";
import { AnchorLink } from "@/components/links";
import type { Contested } from "@/lib/api-types";
import { ago, excerpt } from "@/lib/format";
import { KIND_NOUN } from "@/lib/kinds";
import { useList } from "@/lib/lists";

import { contestedQuery } from "../api";
import { REVIEWERS, TEXT, WHAT } from "../strings";
import { viewOf } from "../view";
import classes from "./MePage.module.css";

export function ContestedPanel({ projectId }: { projectId: string }) {
  const list = useList(contestedQuery(projectId));
  return (
    <Panel title={TEXT.contested} hint={TEXT.contestedHint}>
      <ListState list={list} empty={<p className={classes.quiet}>{TEXT.nothingContested}</p>}>
        {(items) => (
          <ul className={classes.entries}>
            {items.map((item) => (
              <Entry key={`${item.what}${item.id}`} item={item} />
            ))}
          </ul>
        )}
      </ListState>
      <More list={list} />
    </Panel>
  );
}

function Entry({ item }: { item: Contested }) {
  const other = viewOf(item.other);
  return (
    <li className={classes.entry} data-open={item.open}>
      <div className={classes.line}>
        <span className={classes.what}>{WHAT[item.what]}</span>
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
      {item.reason !== "" && (
        <>
          <p className={classes.reason} dir="auto">
            <Lettered text={item.reason} letters={item.letters} whose={REVIEWERS} />
          </p>
          <LettersNote letters={item.letters} whose={REVIEWERS} />
        </>
      )}
      <dl className={classes.views}>
        <dt>You</dt>
        <dd dir="auto">{viewOf(item.own)}</dd>
        {other !== "" && (
          <>
            <dt>Reviewer</dt>
            <dd dir="auto">{other}</dd>
          </>
        )}
      </dl>
    </li>
  );
}
