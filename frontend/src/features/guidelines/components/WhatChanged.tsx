/** What changed since the release that somebody knows: the notes, then the paragraphs. */
import { Paper } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";

import { ErrorState } from "@/components/ErrorState";
import { Lines } from "@/components/ListState";

import { diffQuery } from "../api";
import { DiffView } from "./DiffView";
import classes from "./WhatChanged.module.css";

interface WhatChangedProps {
  id: string;
  /** The release to compare with; the one before if absent. */
  against?: string;
}

export function WhatChanged({ id, against }: WhatChangedProps) {
  const { data, error, refetch } = useQuery(diffQuery(id, against));
  if (data === undefined && error !== null) {
    return <ErrorState error={error} reset={() => void refetch()} />;
  }
  if (data === undefined) return <Lines count={5} />;
  const notes = data.notes.filter(({ note }) => note !== "");
  return (
    <Paper className={classes.paper} withBorder radius="lg">
      {notes.length > 0 && (
        <ul className={classes.notes} aria-label="In short">
          {notes.map(({ number, note }) => (
            <li key={number}>
              <b>{number}</b> {note}
            </li>
          ))}
        </ul>
      )}
      <DiffView diff={data} />
    </Paper>
  );
}
