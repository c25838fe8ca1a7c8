/** Dataset versions: what was frozen when, how many rows, and the download. */
import { Button, Modal, Table, Tooltip } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";

import { DataTable, LineCell, More, NumberCell } from "@/components/DataTable";
import { EmptyState } from "@/components/EmptyState";
import { ListState } from "@/components/ListState";
import { PageHeader } from "@/components/PageHeader";
import { StateBadge } from "@/components/StateBadge";
import layout from "@/components/stack.module.css";
import type { Dataset } from "@/lib/api-types";
import { dateTime } from "@/lib/format";
import { useList } from "@/lib/lists";

import { datasetsQuery, downloadUrl, type Format } from "../api";
import { filtersOf, kindLabel, rowsOf, TEXT } from "../strings";
import classes from "./DatasetsPage.module.css";
import { FreezeForm } from "./FreezeForm";

const HEAD = ["Version", "State", "#Train", "#Validation", "#Test", "Manifest", "Frozen", "!Download"];

const SPLITS = ["train", "validation", "test"] as const;

export function DatasetsPage({ projectId }: { projectId: string }) {
  const list = useList(datasetsQuery(projectId));
  const [opened, { open, close }] = useDisclosure(false);
  return (
    <>
      <PageHeader
        title="Datasets"
        description={TEXT.hint}
        actions={<Button onClick={open}>Freeze a version</Button>}
      />
      <ListState list={list} empty={<Nothing />}>
        {(items) => (
          <>
            <DataTable stacks label="Dataset versions" framed head={HEAD}>
              {items.map((dataset) => (
                <DatasetRow key={dataset.id} dataset={dataset} />
              ))}
            </DataTable>
            <More list={list} />
          </>
        )}
      </ListState>
      <Modal opened={opened} onClose={close} title="Freeze a dataset version" centered>
        <FreezeForm projectId={projectId} onDone={close} />
      </Modal>
    </>
  );
}

function Nothing() {
  return (
    <EmptyState symbol="❄" title={TEXT.none}>
      {TEXT.noneHint}
    </EmptyState>
  );
}

function DatasetRow({ dataset }: { dataset: Dataset }) {
  const { rows, state } = dataset;
  return (
    <Table.Tr>
      <Table.Td>
        <div className={classes.kind}>
          {kindLabel(dataset.kind)} <span className={classes.number}>v{dataset.number}</span>
        </div>
        {dataset.name !== "" && <div className={layout.muted}>{dataset.name}</div>}
        <details className={layout.muted}>
          <summary>What is in it</summary>
          <ul className={classes.filters}>
            {filtersOf(dataset).map((said) => (
              <li key={said}>{said}</li>
            ))}
          </ul>
        </details>
      </Table.Td>
      <Table.Td>
        <StateBadge state={state} label={state === "building" ? building(dataset) : "Ready"} />
        {dataset.error !== null && dataset.error !== "" && (
          <div className={classes.error}>{dataset.error}</div>
        )}
      </Table.Td>
      {SPLITS.map((split) => (
        <NumberCell key={split}>
          {state === "ready" ? (
            <span>
              {rows[split].toLocaleString("en")}{" "}
              <span className={layout.muted}>{rowsOf(dataset.kind, rows[split])}</span>
            </span>
          ) : (
            "–"
          )}
        </NumberCell>
      ))}
      <LineCell>
        <Manifest sha256={dataset.manifest_sha256} />
      </LineCell>
      <LineCell>
        {dataset.frozen_at === null ? "–" : dateTime(dataset.frozen_at)}
        {dataset.created_by !== null && <div className={layout.muted}>{dataset.created_by.name}</div>}
      </LineCell>
      <Table.Td>{state === "ready" && <Downloads dataset={dataset} />}</Table.Td>
    </Table.Tr>
  );
}

function building({ rows_done: done }: Dataset): string {
  return done === 0 ? "Building" : `Building, ${done.toLocaleString("en")} rows`;
}

function Manifest({ sha256 }: { sha256: string }) {
  if (sha256 === "") return <>–</>;
  return (
    <Tooltip label={`SHA-256 ${sha256}`} openDelay={100}>
      <span className={layout.mono}>{sha256.slice(0, 12)}</span>
    </Tooltip>
  );
}

function Downloads({ dataset }: { dataset: Dataset }) {
  return (
    <div className={classes.downloads}>
      <Download dataset={dataset} format="parquet" label="Parquet" />
      <Download dataset={dataset} format="trl" label="TRL" />
    </div>
  );
}

interface DownloadProps {
  dataset: Dataset;
  format: Format;
  label: string;
}

function Download({ dataset, format, label }: DownloadProps) {
  return (
    <Button
      component="a"
      href={downloadUrl(dataset.id, format)}
      download
      size="compact-sm"
      variant="default"
      aria-label={`Download ${kindLabel(dataset.kind)} v${String(dataset.number)} as ${label}`}
    >
      {label}
    </Button>
  );
}
