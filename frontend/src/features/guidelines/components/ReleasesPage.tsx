/** All releases of the guidelines, what each says, and the form for the next one. */
import { Button, Modal, Table } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";

import { DataTable, LineCell, More } from "@/components/DataTable";
import { EmptyState } from "@/components/EmptyState";
import { ErrorState } from "@/components/ErrorState";
import { Lines, ListState } from "@/components/ListState";
import { PageHeader } from "@/components/PageHeader";
import { Markdown } from "@/components/markdown/Markdown";
import layout from "@/components/stack.module.css";
import type { GuidelineItem } from "@/lib/api-types";
import { dateTime } from "@/lib/format";
import { useList } from "@/lib/lists";
import { roleIn, useMe } from "@/lib/me";

import { releaseQuery, releasesQuery } from "../releases";
import { TEXT } from "../strings";
import { PublishForm } from "./PublishForm";

export function ReleasesPage({ projectId }: { projectId: string }) {
  const list = useList(releasesQuery(projectId));
  const isAdmin = roleIn(useMe(), projectId) === "admin";
  const [writing, setWriting] = useState(false);
  const latest = list.items?.[0] ?? null;
  if (writing) {
    return (
      <PublishForm
        projectId={projectId}
        latest={latest}
        onDone={() => {
          setWriting(false);
        }}
      />
    );
  }
  return (
    <>
      <PageHeader
        title={TEXT.title}
        description={TEXT.releasesHint}
        actions={
          isAdmin &&
          list.items !== undefined && (
            <Button
              onClick={() => {
                setWriting(true);
              }}
            >
              New release
            </Button>
          )
        }
      />
      <ListState list={list} empty={<EmptyState symbol="§" title={TEXT.none} />}>
        {(items) => (
          <>
            <Releases items={items} />
            <More list={list} />
          </>
        )}
      </ListState>
    </>
  );
}

function Releases({ items }: { items: readonly GuidelineItem[] }) {
  const [shown, setShown] = useState<GuidelineItem | null>(null);
  return (
    <>
      <DataTable label="Releases" framed head={["Release", "What changed", "Published", "By", "!Read"]}>
        {items.map((item) => (
          <Table.Tr key={item.id}>
            <LineCell>{item.number}</LineCell>
            <Table.Td className={layout.wide}>{item.note === "" ? "–" : item.note}</Table.Td>
            <LineCell>{dateTime(item.published_at)}</LineCell>
            <LineCell>{item.published_by.name}</LineCell>
            <Table.Td align="right">
              <Button
                size="compact-sm"
                variant="default"
                aria-label={`Read release ${item.number}`}
                onClick={() => {
                  setShown(item);
                }}
              >
                Read
              </Button>
            </Table.Td>
          </Table.Tr>
        ))}
      </DataTable>
      <Modal
        opened={shown !== null}
        onClose={() => {
          setShown(null);
        }}
        title={`Release ${shown?.number ?? ""}`}
        size="xl"
      >
        {shown !== null && <ReleaseText id={shown.id} />}
      </Modal>
    </>
  );
}

function ReleaseText({ id }: { id: string }) {
  const { data, error, refetch } = useQuery(releaseQuery(id));
  if (data === undefined && error !== null) {
    return <ErrorState error={error} reset={() => void refetch()} />;
  }
  if (data === undefined) return <Lines count={6} />;
  return <Markdown text={data.body_markdown} headings="document" />;
}
