/** What I submitted, newest first, each of it open to correction. */
import { Button, Stack, Table } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";

import { DataTable, LineCell } from "@/components/DataTable";
import { EmptyState } from "@/components/EmptyState";
import { ErrorState } from "@/components/ErrorState";
import { Page } from "@/components/Page";
import { PageHeader } from "@/components/PageHeader";
import { PageLoader } from "@/components/PageLoader";
import { ProjectSelect } from "@/components/ProjectSelect";
import { AnchorLink, ButtonLink } from "@/components/links";
import type { HistoryItem } from "@/lib/api-types";
import type { ChosenProject } from "@/lib/chosen-project";
import { count, dateTime, duration, ofItEdit } from "@/lib/format";

import { historyQuery } from "../../api";
import { KIND_LABEL } from "../../task/strings";
import { VOIDED } from "../strings";
import classes from "./HistoryPage.module.css";
import { OutboxPanel } from "./OutboxPanel";
import { SkipsPanel } from "./SkipsPanel";

const HEAD = ["Task", "Submitted", "Time", "Guidelines", "!Actions"];

export function HistoryPage({ chosen }: { chosen: ChosenProject }) {
  const { projectId } = chosen;
  return (
    <Page>
      <OutboxPanel />
      <PageHeader
        title="History"
        description="What you have submitted. An edit is kept beside the first answer, and counts in its place."
        actions={<ProjectSelect {...chosen} />}
      />
      {projectId === null ? (
        <EmptyState symbol="＋" title="You are not in a project yet" />
      ) : (
        <Stack gap="xl">
          <div>
            <HistoryList key={projectId} projectId={projectId} />
          </div>
          <SkipsPanel projectId={projectId} />
        </Stack>
      )}
    </Page>
  );
}

function HistoryList({ projectId }: { projectId: string }) {
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(
    historyQuery(projectId),
  );
  if (error) return <ErrorState error={error} reset={() => void refetch()} />;
  if (data === undefined) return <PageLoader />;
  const items = data.pages.flatMap((page) => page.items);
  if (items.length === 0) {
    return (
      <EmptyState
        symbol="✎"
        title="Nothing submitted yet"
        actions={
          <ButtonLink to="/">
            To your work
          </ButtonLink>
        }
      />
    );
  }
  return (
    <>
      <DataTable label="What you have submitted" framed stacks head={HEAD}>
        {items.map((item) => (
          <HistoryRow key={item.judgment_id} item={item} />
        ))}
      </DataTable>
      {hasNextPage && (
        <Button
          mt="md"
          variant="default"
          loading={isFetchingNextPage}
          onClick={() => void fetchNextPage()}
        >
          Show more
        </Button>
      )}
    </>
  );
}

function HistoryRow({ item }: { item: HistoryItem }) {
  return (
    <Table.Tr>
      <Table.Td className={classes.task}>
        <div className={classes.kind}>
          {KIND_LABEL[item.kind]}
          {item.revision > 1 && ` · edited ${String(item.revision - 1)}×`}
        </div>
        <div className={classes.excerpt} dir="auto">
          {item.prompt_excerpt}
        </div>
        {item.voided && <div className={classes.frozen}>{VOIDED}</div>}
        {!item.voided && item.frozen_in > 0 && (
          <div className={classes.frozen}>
            In {count(item.frozen_in, "dataset version")}; an edit counts for the next one
          </div>
        )}
      </Table.Td>
      <LineCell>
        {dateTime(item.submitted_at)}
        {item.edited_at !== null && <div className={classes.kind}>edited {dateTime(item.edited_at)}</div>}
      </LineCell>
      <LineCell>
        {duration(item.active_seconds + item.edit_seconds)}
        {item.edit_seconds > 0 && <div className={classes.kind}>{ofItEdit(item.edit_seconds)}</div>}
      </LineCell>
      <Table.Td>{item.guideline_number}</Table.Td>
      <Table.Td>
        {!item.voided && (
          <AnchorLink
            size="sm"
            className={classes.edit ?? ""}
            to="/judgments/$judgmentId"
            params={{ judgmentId: item.judgment_id }}
            aria-label={`Edit: ${item.prompt_excerpt}`}
          >
            Edit
          </AnchorLink>
        )}
      </Table.Td>
    </Table.Tr>
  );
}
