import { IntervalBar } from "@/components/IntervalBar";
import { Panel } from "@/components/Panel";
import type { AgreementFigure, OwnStanding } from "@/lib/api-types";
import { count } from "@/lib/format";

import { TEXT } from "../strings";
import classes from "./MePage.module.css";

/** Two figures with what they rest on; none where nothing was compared. */
export function AgreementPanel({ agreement }: { agreement: OwnStanding["agreement"] }) {
  return (
    <Panel title={TEXT.agreement} hint={TEXT.agreementHint}>
      <div className={classes.figures}>
        <Figure label={TEXT.others} figure={agreement.with_others} />
        <Figure label={TEXT.consensus} figure={agreement.with_consensus} />
      </div>
    </Panel>
  );
}

function Figure({ label, figure }: { label: string; figure: AgreementFigure }) {
  return (
    <div className={classes.figure}>
      <h3>{label}</h3>
      {figure.value === null ? (
        <p className={classes.quiet}>{TEXT.noFigure}</p>
      ) : (
        <>
          <IntervalBar label={label} value={figure.value} interval={figure.interval} />
          <p className={classes.basis}>
            {count(figure.n, "pair")} of {count(figure.n_clusters, "prompt")}; ties left out
          </p>
        </>
      )}
    </div>
  );
}
