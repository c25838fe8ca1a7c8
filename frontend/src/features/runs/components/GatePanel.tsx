/** The gate: how many comparisons are in, the win rate, each rule's word, and the decision. */
import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";

import { ErrorState } from "@/components/ErrorState";
import { IntervalBar } from "@/components/IntervalBar";
import { Lines } from "@/components/ListState";
import { ModelName } from "@/components/ModelName";
import { Panel } from "@/components/Panel";
import { ProgressLine } from "@/components/ProgressLine";
import { ReasonDialog } from "@/components/ReasonDialog";
import { StateBadge } from "@/components/StateBadge";
import layout from "@/components/stack.module.css";
import { useAction } from "@/lib/actions";
import type { Gate } from "@/lib/api-types";
import { hasStatus } from "@/lib/errors";
import { dateTime, percent, words } from "@/lib/format";
import { roleIn, useMe } from "@/lib/me";

import { decideGate, gateQuery } from "../api";
import { TEXT } from "../strings";
import classes from "./GatePanel.module.css";

type Decision = "promote" | "refuse";

const DECIDED = { promote: "Promoted", refuse: "Refused", ask: "Asks a person" } as const;

interface GatePanelProps {
  projectId: string;
  cycleId: string;
}

export function GatePanel({ projectId, cycleId }: GatePanelProps) {
  const { data, error, refetch } = useQuery(gateQuery(cycleId));
  // Before its first samples there is no gate to show yet.
  if (data === undefined && hasStatus(error, 404)) return null;
  return (
    <Panel title="Gate" hint={TEXT.gateHint} actions={data?.decision != null && <StateBadge state={data.decision} label={DECIDED[data.decision]} />}>
      {error !== null && data === undefined && (
        <ErrorState error={error} reset={() => void refetch()} />
      )}
      {error === null && data === undefined && <Lines />}
      {data !== undefined && <Body projectId={projectId} cycleId={cycleId} gate={data} />}
    </Panel>
  );
}

function Body({ projectId, cycleId, gate }: GatePanelProps & { gate: Gate }) {
  const isAdmin = roleIn(useMe(), projectId) === "admin";
  return (
    <div className={classes.gate}>
      <div className={layout.stack}>
        <p className={classes.versus}>
          <ModelName model={gate.candidate} /> <span>against</span> <ModelName model={gate.serving} />
        </p>
        <ProgressLine label="Comparisons" done={gate.n_labeled} total={gate.n_declared} />
        {gate.win_rate.value === null ? (
          <p className={layout.muted}>{TEXT.gateWaits}</p>
        ) : (
          <IntervalBar label="Win rate" value={gate.win_rate.value} interval={gate.win_rate.interval} />
        )}
        {gate.minimum_detectable !== null && (
          <p className={layout.muted}>
            The smallest true win rate that this n is likely to find:{" "}
            {percent(gate.minimum_detectable)}.
          </p>
        )}
      </div>
      <div className={layout.stack}>
        <Rules gate={gate} />
        <Reasons gate={gate} />
        {isAdmin && gate.state === "awaiting_decision" && <Decide cycleId={cycleId} />}
      </div>
    </div>
  );
}

const SAID = { true: "✓", false: "✗", null: "?" } as const;
const SPOKEN = { true: "passed", false: "not passed", null: "cannot tell" } as const;

function Rules({ gate }: { gate: Gate }) {
  if (gate.rules.length === 0) return null;
  return (
    <ul className={classes.rules}>
      {gate.rules.map((rule) => (
        <li key={rule.name} data-passed={String(rule.passed)}>
          <span className={classes.mark} role="img" aria-label={SPOKEN[`${rule.passed}`]}>
            {SAID[`${rule.passed}`]}
          </span>
          <div>
            <b>{words(rule.name)}</b>
            <div className={layout.muted}>{rule.detail}</div>
          </div>
        </li>
      ))}
    </ul>
  );
}

function Reasons({ gate }: { gate: Gate }) {
  if (gate.decided_by === null || gate.decided_at === null) return null;
  return (
    <p className={layout.muted}>
      Decided by {gate.decided_by.name}, {dateTime(gate.decided_at)}: {gate.reasons.join(" ")}
    </p>
  );
}

function Decide({ cycleId }: { cycleId: string }) {
  const [choice, setChoice] = useState<Decision | null>(null);
  const decide = useAction({
    run: (body: { decision: Decision; reason: string }) => decideGate(cycleId, body),
    changes: [["gate", cycleId], ["cycle", cycleId], ["cycles"], ["models"]],
    said: "Decided.",
    quiet: true,
    onDone: () => {
      setChoice(null);
    },
  });
  return (
    <div className={classes.decide}>
      <p>The rules cannot tell. What shall it be?</p>
      <Button
        onClick={() => {
          setChoice("promote");
        }}
      >
        Promote
      </Button>
      <Button
        variant="default"
        onClick={() => {
          setChoice("refuse");
        }}
      >
        Refuse
      </Button>
      <ReasonDialog
        title={choice === "promote" ? "Promote the candidate" : "Refuse the candidate"}
        verb={choice === "promote" ? "Promote" : "Refuse"}
        opened={choice !== null}
        busy={decide.isPending}
        error={decide.error}
        onClose={() => {
          setChoice(null);
        }}
        onReason={(reason) => {
          if (choice !== null) decide.mutate({ decision: choice, reason });
        }}
      />
    </div>
  );
}
