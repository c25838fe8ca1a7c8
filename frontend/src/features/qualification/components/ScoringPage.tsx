/** Demonstrations to score from 1 to 7, one at a time, without their authors. */
import { Button } from "@mantine/core";
import { useState } from "react";

import { EmptyState } from "@/components/EmptyState";
import { Key } from "@/components/Key";
import { ListState } from "@/components/ListState";
import { PageHeader } from "@/components/PageHeader";
import { Markdown } from "@/components/markdown/Markdown";
import { useAction } from "@/lib/actions";
import type { DemonstrationToScore } from "@/lib/api-types";
import { useList } from "@/lib/lists";
import { useKeys } from "@/lib/page-keys";
import { waitingKey } from "@/lib/waiting";

import { giveScore, toScoreQuery } from "../manage";
import { TEXT } from "../strings";
import card from "./ItemForm.module.css";
import classes from "./ScoringPage.module.css";

const SCORES = [1, 2, 3, 4, 5, 6, 7];

export function ScoringPage({ projectId }: { projectId: string }) {
  const list = useList(toScoreQuery(projectId));
  return (
    <>
      <PageHeader title={TEXT.scoring} description={TEXT.scoringHint} />
      <ListState list={list} empty={<EmptyState symbol="✓" title={TEXT.nothingToScore}>{TEXT.nothingToScoreHint}</EmptyState>}>
        {(items) => {
          const [first] = items;
          const more = list.hasMore ? "+" : "";
          return (
            first !== undefined && (
              <Demonstration key={first.id} projectId={projectId} item={first} waiting={`${String(items.length)}${more}`} />
            )
          );
        }}
      </ListState>
    </>
  );
}

interface DemonstrationProps {
  projectId: string;
  item: DemonstrationToScore;
  waiting: string;
}

function Demonstration({ projectId, item, waiting }: DemonstrationProps) {
  const [score, setScore] = useState<number | null>(null);
  const give = useAction({
    run: (value: number) => giveScore(item.id, value),
    changes: [["demonstrations-to-score", projectId], waitingKey(projectId)],
  });
  const submit = () => {
    if (score !== null && !give.isPending) give.mutate(score);
  };
  const digits = Object.fromEntries(
    SCORES.map((value) => [
      String(value),
      () => {
        setScore(value);
      },
    ]),
  );
  useKeys({ ...digits, Enter: submit });
  return (
    <div className={classes.columns}>
      <div className={classes.texts}>
        <div className={`${card.card ?? ""} ${card.prompt ?? ""}`}>
          <div className={card.label}>Prompt</div>
          <Markdown text={item.prompt} lang={item.language} />
        </div>
        <div className={card.card}>
          <div className={card.label}>Answer</div>
          <Markdown text={item.text} lang={item.language} />
        </div>
      </div>
      <aside className={classes.side}>
        <div className={card.label}>{waiting} to score</div>
        <Scale score={score} onScore={setScore} />
        <Button disabled={score === null} loading={give.isPending} onClick={submit} rightSection={<Key>↵</Key>} fullWidth>
          {score === null ? "Choose a score" : `Give ${String(score)}`}
        </Button>
        <p className={classes.hint}>A score cannot be changed. 6 of 7 is what passes by default.</p>
      </aside>
    </div>
  );
}

function Scale({ score, onScore }: { score: number | null; onScore: (score: number) => void }) {
  return (
    <fieldset className={classes.scale}>
      <legend>Overall quality</legend>
      {SCORES.map((value) => (
        <label key={value} className={card.choice}>
          <input
            type="radio"
            name="score"
            checked={score === value}
            onChange={() => {
              onScore(value);
            }}
          />
          {value}
        </label>
      ))}
      <div className={classes.ends}>
        <span>useless</span>
        <span>could not be better</span>
      </div>
    </fieldset>
  );
}
