/** Two drafts of one ranking: what each says of every answer, with what differs marked. */
import { Button } from "@mantine/core";

import type { BothProps } from "../../task/components/ConflictDialog";
import { conflictLines } from "../state/conflict";
import { fromDraft } from "../state/ranking";
import { CONFLICT } from "../strings";
import classes from "./ConflictOrders.module.css";

export function ConflictOrders({ assignment, mine, theirs, onSettle }: BothProps) {
  const { rating_schema: schema } = assignment;
  const slots = assignment.slots.map(({ slot }) => slot);
  const read = (draft: BothProps["mine"]) => fromDraft(draft, slots, schema);
  const lines = conflictLines(read(mine), read(theirs), slots, schema);
  return (
    <>
      <p className={classes.hint}>{CONFLICT.hint}</p>
      <table className={classes.table}>
        <thead>
          <tr>
            <td />
            <th scope="col">{CONFLICT.mine}</th>
            <th scope="col">{CONFLICT.theirs}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={line.label} data-differs={line.mine !== line.theirs}>
              <th scope="row">{line.label}</th>
              <td dir="auto">{line.mine || "–"}</td>
              <td dir="auto">{line.theirs || "–"}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <div className={classes.choose}>
        <Button
          variant="default"
          onClick={() => {
            onSettle(theirs);
          }}
        >
          Take the other one
        </Button>
        <Button
          data-autofocus
          onClick={() => {
            onSettle(mine);
          }}
        >
          Keep what is on this screen
        </Button>
      </div>
    </>
  );
}
