import { Button, Table } from "@mantine/core";
import { useState } from "react";

import { DataTable, LineCell, More } from "@/components/DataTable";
import { ListState } from "@/components/ListState";
import { Panel } from "@/components/Panel";
import { ReasonDialog } from "@/components/ReasonDialog";
import { StateBadge } from "@/components/StateBadge";
import layout from "@/components/stack.module.css";
import { useAction } from "@/lib/actions";
import type { AttemptRecord } from "@/lib/api-types";
import { dateTime } from "@/lib/format";
import { useList } from "@/lib/lists";

import { overrule, recordsQuery } from "../manage";
import { PART_SHORT } from "../strings";
import { DecisionLog } from "./DecisionLog";
import { written } from "./PartFigures";
import { toneOf } from "./QualificationPage";

interface Asked {
  record: AttemptRecord;
  outcome: "passed" | "failed";
}

/** Everybody's attempts with their decisions; an admin may decide otherwise, with a reason. */
export function AttemptsPanel({ projectId }: { projectId: string }) {
  const list = useList(recordsQuery(projectId));
  const [asked, setAsked] = useState<Asked | null>(null);
  return (
    <Panel title="Attempts" hint="Decided by the version's rule, part by part, unless an admin overruled it." flush>
      <ListState
        list={list}
        empty={
          <p className={layout.muted} style={{ padding: 18 }}>
            Nobody has started yet.
          </p>
        }
      >
        {(items) => (
          <>
            <DataTable stacks label="Attempts" head={["Who", "Version", "Handed in", "State", "Figures", "!Overrule"]}>
              {items.map((record) => (
                <Row key={record.id} record={record} onAsk={setAsked} />
              ))}
            </DataTable>
            <More list={list} />
          </>
        )}
      </ListState>
      {asked !== null && (
        <Overrule
          projectId={projectId}
          asked={asked}
          onClose={() => {
            setAsked(null);
          }}
        />
      )}
    </Panel>
  );
}

function Row({ record, onAsk }: { record: AttemptRecord; onAsk: (asked: Asked) => void }) {
  const { user, number, submitted_at: at, outcome, decisions } = record;
  const latest = decisions.at(-1);
  const other = outcome === "passed" ? "failed" : "passed";
  return (
    <Table.Tr>
      <LineCell>{user.name}</LineCell>
      <LineCell>{number}</LineCell>
      <LineCell>{at === null ? "–" : dateTime(at)}</LineCell>
      <Table.Td>
        <StateBadge state={toneOf(outcome)} label={outcome ?? "open"} />
        {latest?.decided_by != null && (
          <div className={layout.muted}>
            by {latest.decided_by.name}: {latest.reason}
          </div>
        )}
      </Table.Td>
      <Table.Td className={layout.wide}>
        {(latest?.figures ?? []).map(({ kind, value }) => `${PART_SHORT[kind]} ${written(kind, value)}`).join(" · ")}
        <DecisionLog decisions={decisions} />
      </Table.Td>
      <Table.Td align="right">
        {outcome !== null && (
          <Button
            size="compact-sm"
            variant="default"
            aria-label={`${other === "passed" ? "Let pass" : "Fail"}: ${user.name}`}
            onClick={() => {
              onAsk({ record, outcome: other });
            }}
          >
            {other === "passed" ? "Let pass" : "Fail"}
          </Button>
        )}
      </Table.Td>
    </Table.Tr>
  );
}

interface OverruleProps {
  projectId: string;
  asked: Asked;
  onClose: () => void;
}

function Overrule({ projectId, asked: { record, outcome }, onClose }: OverruleProps) {
  const action = useAction({
    run: (reason: string) => overrule(record.id, { outcome, reason }),
    changes: [["qualification", projectId]],
    quiet: true,
    onDone: onClose,
  });
  const passes = outcome === "passed";
  return (
    <ReasonDialog
      title={passes ? `Let ${record.user.name} pass?` : `Fail ${record.user.name}?`}
      verb={passes ? "Let pass" : "Fail"}
      danger={!passes}
      opened
      busy={action.isPending}
      error={action.error}
      onClose={onClose}
      onReason={(reason) => {
        action.mutate(reason);
      }}
    >
      {passes
        ? "They get what this version grants, at once."
        : "What this version granted ends now; work that they hold may still be finished."}
    </ReasonDialog>
  );
}
