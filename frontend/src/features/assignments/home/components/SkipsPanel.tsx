/** What I skipped or gave back; it may be taken up again while the task has a place. */
import { Button, Table } from "@mantine/core";
import { useState } from "react";

import { DataTable, LineCell, More } from "@/components/DataTable";
import { Panel } from "@/components/Panel";
import type { SkipItem } from "@/lib/api-types";
import { dateTime } from "@/lib/format";
import { useList } from "@/lib/lists";

import { skipsQuery } from "../../api";
import { useTakeBack } from "../../task/hooks/useTakeBack";
import { KIND_LABEL, SKIP_REASONS } from "../../task/strings";
import { SKIPS } from "../strings";
import classes from "./HistoryPage.module.css";

const HEAD = ["Task", "Why", "When", "!Actions"];

export function SkipsPanel({ projectId }: { projectId: string }) {
  const list = useList(skipsQuery(projectId));
  // Nobody who skipped nothing needs to hear of it; nor does a list that failed stand in the way.
  if (list.items === undefined || list.items.length === 0) return null;
  return (
    <Panel title={SKIPS.title} hint={SKIPS.hint} flush>
      <DataTable label={SKIPS.table} stacks head={HEAD}>
        {list.items.map((item) => (
          <Row key={item.assignment_id} item={item} projectId={projectId} />
        ))}
      </DataTable>
      <More list={list} />
    </Panel>
  );
}

function Row({ item, projectId }: { item: SkipItem; projectId: string }) {
  const { skipped } = useTakeBack();
  const [busy, setBusy] = useState(false);
  const takeBack = async () => {
    setBusy(true);
    await skipped({ assignmentId: item.assignment_id, projectId, kind: item.kind });
    setBusy(false);
  };
  return (
    <Table.Tr>
      <Table.Td className={classes.task}>
        <div className={classes.kind}>{KIND_LABEL[item.kind]}</div>
        <div className={classes.excerpt} dir="auto">
          {item.prompt_excerpt}
        </div>
      </Table.Td>
      <Table.Td>{SKIP_REASONS.find(({ value }) => value === item.reason)?.label ?? SKIPS.givenBack}</Table.Td>
      <LineCell>{dateTime(item.at)}</LineCell>
      <LineCell>
        {item.is_open ? (
          <Button
            size="compact-sm"
            variant="default"
            loading={busy}
            aria-label={`${SKIPS.takeBack}: ${item.prompt_excerpt || KIND_LABEL[item.kind]}`}
            onClick={() => void takeBack()}
          >
            {SKIPS.takeBack}
          </Button>
        ) : (
          <span className={classes.frozen}>{SKIPS.gone}</span>
        )}
      </LineCell>
    </Table.Tr>
  );
}
