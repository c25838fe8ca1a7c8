/** Ladder, rating of the focused answer, and the way out: always in sight, never scrolling. */
import { SubmitButton, UndoSkip } from "../../task/components/Actions";
import { useBenchContext } from "../hooks/useBench";
import { useUndo } from "../hooks/useUndo";
import { todo } from "../strings";
import { ExplicitAnswers } from "./ExplicitAnswers";
import { Ladder } from "./Ladder";
import classes from "./Rail.module.css";
import { RatingPanel } from "./RatingPanel";

interface RailProps {
  busy: boolean;
  submitLabel: string;
  onSubmit: () => void;
  onSkip?: (() => void) | undefined;
}

export function Rail({ busy, submitLabel, onSubmit, onSkip }: RailProps) {
  const bench = useBenchContext();
  const { canUndo, leadsBack, undo } = useUndo(bench);
  return (
    <aside className={classes.rail} aria-label="Ranking and rating">
      <div className={classes.ladder} data-unused={bench.content.cannotRank !== null}>
        <Ladder />
      </div>
      <div className={classes.rating}>
        <RatingPanel slot={bench.focused} />
      </div>
      <div className={classes.actions}>
        <ExplicitAnswers />
        <UndoSkip
          canUndo={canUndo}
          leadsBack={leadsBack}
          onUndo={undo}
          onSkip={onSkip}
        />
        <SubmitButton
          todo={todo(bench.missing)}
          busy={busy}
          label={submitLabel}
          onSubmit={onSubmit}
        />
      </div>
    </aside>
  );
}
