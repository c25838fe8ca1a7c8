/** The answers besides an order: nothing is acceptable, or no order can be given. */
import { Key } from "@/components/Key";

import { WHEN } from "../../task/strings";
import { useBenchContext } from "../hooks/useBench";
import { CANNOT_RANK_LABEL, CANNOT_RANK_SHORT } from "../strings";
import classes from "./ExplicitAnswers.module.css";

export function ExplicitAnswers() {
  const { content, act, pair, comparison, setDialog } = useBenchContext();
  const { noneAcceptable, bothBad, cannotRank } = content;
  return (
    <div className={classes.answers} role="group" aria-label="Besides the order">
      <button
        type="button"
        className={classes.answer}
        aria-pressed={pair ? bothBad : noneAcceptable}
        aria-keyshortcuts={pair ? "b" : "n"}
        title={pair ? WHEN.bothBad : WHEN.none}
        onClick={() => {
          act(
            pair && comparison !== null
              ? { type: "both-bad", ...comparison }
              : { type: "none-acceptable" },
          );
        }}
      >
        {pair ? "Both bad" : "None acceptable"}
        <Key>{pair ? "B" : "N"}</Key>
      </button>
      <button
        type="button"
        className={classes.answer}
        aria-pressed={cannotRank !== null}
        aria-haspopup="dialog"
        aria-keyshortcuts="x"
        aria-label={cannotRank === null ? undefined : `No order: ${CANNOT_RANK_SHORT[cannotRank]}`}
        title={cannotRank === null ? (pair ? WHEN.cannotPair : WHEN.cannot) : CANNOT_RANK_LABEL[cannotRank]}
        onClick={() => {
          setDialog("cannot-rank");
        }}
      >
        {cannotRank === null ? (
          pair ? "Cannot say…" : "Cannot rank…"
        ) : (
          <span>
            No order
            <span className={pair ? undefined : classes.why}>: {CANNOT_RANK_SHORT[cannotRank]}</span>
          </span>
        )}
        <Key>X</Key>
      </button>
    </div>
  );
}
