/** All releases of the guidelines, what each says and changed, and the editor for the next one. */
import { Badge, Button, Modal, SegmentedControl, Table } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";

import { DataTable, LineCell, More, NumberCell } from "@/components/DataTable";
import { EmptyState } from "@/components/EmptyState";
import { ErrorState } from "@/components/ErrorState";
import { Lines, ListState } from "@/components/ListState";
import { PageHeader } from "@/components/PageHeader";
import { ReleaseBody } from "@/components/guideline/ReleaseBody";
import { AnchorLink } from "@/components/links";
import layout from "@/components/stack.module.css";
import type { GuidelineItem } from "@/lib/api-types";
import { dateTime } from "@/lib/format";
import { releaseQuery } from "@/lib/guidelines";
import { useList } from "@/lib/lists";
import { roleIn, useMe } from "@/lib/me";

import { releasesQuery } from "../releases";
import { TEXT } from "../strings";
import { ReleaseEditor } from "./ReleaseEditor";
import { WhatChanged } from "./WhatChanged";

const HEAD = ["Release", "What changed", "#Judgments", "Published", "By", "!Read"];

export function ReleasesPage({ projectId }: { projectId: string }) {
  const list = useList(releasesQuery(projectId));
  const isAdmin = roleIn(useMe(), projectId) === "admin";
  const [writing, setWriting] = useState(false);
  const latest = list.items?.[0] ?? null;
  if (writing) {
    return (
      <ReleaseEditor
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
      <ListState list={list} empty={<EmptyState symbol="§" title={TEXT.none}>{TEXT.noReleasesHint}</EmptyState>}>
        {(items) => (
          <>
            <Releases projectId={projectId} items={items} />
            <More list={list} />
          </>
        )}
      </ListState>
    </>
  );
}

function Releases({ projectId, items }: { projectId: string; items: readonly GuidelineItem[] }) {
  const [shown, setShown] = useState<GuidelineItem | null>(null);
  return (
    <>
      <DataTable label="Releases" framed stacks head={HEAD}>
        {items.map((item) => (
          <Table.Tr key={item.id}>
            <LineCell>
              {item.number}{" "}
              {item.has_quiz && (
                <Badge size="sm" variant="light" tt="none">
                  quiz
                </Badge>
              )}
              {item.unconfirmed !== null && item.unconfirmed > 0 && (
                <div className={layout.muted}>
                  <AnchorLink size="sm" to="/projects/$projectId/people" params={{ projectId }}>
                    {item.unconfirmed} still to confirm
                  </AnchorLink>
                </div>
              )}
              {item.unconfirmed === 0 && <div className={layout.muted}>confirmed by all</div>}
            </LineCell>
            <Table.Td className={layout.wide}>{item.note === "" ? "–" : item.note}</Table.Td>
            <NumberCell>{item.judgments?.toLocaleString("en") ?? "–"}</NumberCell>
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
        {shown !== null && <OneRelease release={shown} />}
      </Modal>
    </>
  );
}

const VIEWS = [
  { value: "text", label: "Whole text" },
  { value: "changes", label: "What it changed" },
];

function OneRelease({ release }: { release: GuidelineItem }) {
  const [view, setView] = useState("text");
  const isFirst = release.major === 1 && release.minor === 0;
  return (
    <>
      {!isFirst && (
        <SegmentedControl data={VIEWS} value={view} onChange={setView} mb="md" aria-label="What to read" />
      )}
      {view === "text" ? <ReleaseText id={release.id} /> : <WhatChanged id={release.id} />}
    </>
  );
}

function ReleaseText({ id }: { id: string }) {
  const { data, error, refetch } = useQuery(releaseQuery(id));
  if (data === undefined && error !== null) {
    return <ErrorState error={error} reset={() => void refetch()} />;
  }
  if (data === undefined) return <Lines count={6} />;
  return <ReleaseBody release={data} />;
}
