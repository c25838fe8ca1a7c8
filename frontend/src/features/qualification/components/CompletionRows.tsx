import { Button, NumberInput, Textarea } from "@mantine/core";

import type { CompletionFields } from "../state/item-form";
import classes from "./VersionForm.module.css";

interface CompletionRowsProps {
  rows: readonly CompletionFields[];
  onChange: (rows: CompletionFields[]) => void;
}

const MOST = 9;

/** The completions of a ranking item, each with the rank that reviewers gave; equal is a tie. */
export function CompletionRows({ rows, onChange }: CompletionRowsProps) {
  const change = (index: number, part: Partial<CompletionFields>) => {
    onChange(rows.map((row, at) => (at === index ? { ...row, ...part } : row)));
  };
  return (
    <>
      {rows.map((row, index) => (
        <div key={index} className={classes.completion}>
          <Textarea
            label={`Answer ${String(index + 1)}`}
            required
            autosize
            minRows={2}
            maxRows={10}
            value={row.text}
            onChange={(event) => {
              change(index, { text: event.currentTarget.value });
            }}
          />
          <NumberInput
            label="Rank"
            aria-label={`Rank of answer ${String(index + 1)}`}
            min={1}
            max={MOST}
            allowDecimal={false}
            value={row.rank}
            onChange={(value) => {
              change(index, { rank: Number(value) });
            }}
          />
        </div>
      ))}
      <div>
        <Button
          variant="default"
          size="compact-sm"
          disabled={rows.length >= MOST}
          onClick={() => {
            onChange([...rows, { text: "", rank: rows.length + 1 }]);
          }}
        >
          One more answer
        </Button>
        {rows.length > 2 && (
          <Button
            variant="subtle"
            size="compact-sm"
            onClick={() => {
              onChange(rows.slice(0, -1));
            }}
          >
            Remove the last
          </Button>
        )}
      </div>
    </>
  );
}
