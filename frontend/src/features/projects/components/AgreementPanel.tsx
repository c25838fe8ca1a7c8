/** Agreement in full: the headline with its interval, other rules, and each labeler. */
import { Table } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";

import { DataTable, LineCell, NumberCell } from "@/components/DataTable";
import { ErrorState } from "@/components/ErrorState";
import { IntervalBar } from "@/components/IntervalBar";
import { Lines } from "@/components/ListState";
import { Panel } from "@/components/Panel";
import type { Agreement, AgreementFigure } from "@/lib/api-types";
import { figure as number, percent, percentRange } from "@/lib/format";

import { agreementQuery } from "../api";
import { TEXT } from "../strings";
import classes from "./AgreementPanel.module.css";

export function AgreementPanel({ projectId }: { projectId: string }) {
  const { data, error, refetch } = useQuery(agreementQuery(projectId));
  return (
    <Panel title="Agreement between labelers" hint={TEXT.agreementHint} flush>
      {error !== null && data === undefined && (
        <ErrorState error={error} reset={() => void refetch()} />
      )}
      {error === null && data === undefined && <Lines />}
      {data !== undefined && <Body agreement={data} />}
    </Panel>
  );
}

function Body({ agreement }: { agreement: Agreement }) {
  const { headline } = agreement;
  if (headline.value === null && agreement.all.value === null) {
    return <p className={classes.empty}>{TEXT.noLabelers}</p>;
  }
  return (
    <>
      <div className={classes.headline}>
        <IntervalBar value={headline.value} interval={headline.interval} label="Agreement" />
        <Rules agreement={agreement} />
      </div>
      <DataTable
        label="Agreement by labeler"
        head={["Labeler", "#Agreement", "95 % interval", "#Pairs", "#Prompts", "#Tied"]}
      >
        {agreement.by_labeler.map(({ labeler, figure }) => (
          <LabelerRow key={labeler.id} name={labeler.name} figure={figure} />
        ))}
      </DataTable>
    </>
  );
}

function Rules({ agreement }: { agreement: Agreement }) {
  const { all, by_tie_rule: rules, likert_alpha: alpha } = agreement;
  return (
    <dl className={classes.rules}>
      <Rule label="Ties count half" text={percent(rules.half.value)} />
      <Rule label="Ties as an answer" text={percent(rules.strict.value)} />
      <Rule label="Every task, not only shared" text={percent(all.value)} />
      <Rule label="Ratings, Krippendorff α" text={number(alpha.value)} />
    </dl>
  );
}

function Rule({ label, text }: { label: string; text: string }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{text}</dd>
    </div>
  );
}

function LabelerRow({ name, figure }: { name: string; figure: AgreementFigure }) {
  return (
    <Table.Tr>
      <LineCell>{name}</LineCell>
      <NumberCell>{percent(figure.value)}</NumberCell>
      <LineCell>
        <span className={classes.interval}>
          <IntervalBar value={figure.value} interval={figure.interval} label={name} small />
          {figure.interval === null ? "–" : percentRange(figure.interval)}
        </span>
      </LineCell>
      <NumberCell>{figure.n.toLocaleString("en")}</NumberCell>
      <NumberCell>{figure.n_clusters.toLocaleString("en")}</NumberCell>
      <NumberCell>{percent(figure.tie_rate)}</NumberCell>
    </Table.Tr>
  );
}
