import { Button, Modal, NativeSelect, SegmentedControl, Table } from "@mantine/core";
import { useState } from "react";

import { DataTable, LineCell, More } from "@/components/DataTable";
import { ListState } from "@/components/ListState";
import { Panel } from "@/components/Panel";
import { StateBadge } from "@/components/StateBadge";
import layout from "@/components/stack.module.css";
import { useAction } from "@/lib/actions";
import type { QualificationItem } from "@/lib/api-types";
import { dateTime, excerpt } from "@/lib/format";
import { useList } from "@/lib/lists";

import { bankQuery, retireItem, type BankFilter } from "../manage";
import { PART_SHORT } from "../strings";
import { AddItemForm } from "./AddItemForm";
import { GoldItems } from "./GoldItems";
import { ImportItemsForm } from "./ImportItemsForm";
import classes from "./VersionForm.module.css";

const PARTS = [
  { value: "", label: "All parts" },
  { value: "flagging", label: PART_SHORT.flagging },
  { value: "ranking", label: PART_SHORT.ranking },
  { value: "writing", label: PART_SHORT.writing },
];

type Adding = "add" | "import" | "gold";

/** The banks of items, one for the screening and one for practice. */
export function BankPanel({ projectId }: { projectId: string }) {
  const [filter, setFilter] = useState<BankFilter>({ part: "", use: "screening" });
  const [opened, setOpened] = useState<Adding | null>(null);
  const list = useList(bankQuery(projectId, filter));
  const close = () => {
    setOpened(null);
  };
  return (
    <Panel
      title="Item bank"
      hint="Items are never edited: retire one and add another. Practice and screening never share one."
      flush
      actions={<Actions onOpen={setOpened} />}
    >
      <Filters filter={filter} setFilter={setFilter} />
      <ListState
        list={list}
        empty={
          <p className={layout.muted} style={{ padding: 18 }}>
            No items here yet.
          </p>
        }
      >
        {(items) => (
          <>
            <Items projectId={projectId} items={items} />
            <More list={list} />
          </>
        )}
      </ListState>
      <Modal opened={opened === "add"} onClose={close} title="Add an item" size="lg">
        <AddItemForm projectId={projectId} use={filter.use} onDone={close} />
      </Modal>
      <Modal opened={opened === "import"} onClose={close} title="Import items" size="lg">
        <ImportItemsForm projectId={projectId} onDone={close} />
      </Modal>
      <Modal opened={opened === "gold"} onClose={close} title="Gold items for this bank" size="lg">
        <GoldItems projectId={projectId} use={filter.use} />
      </Modal>
    </Panel>
  );
}

function Actions({ onOpen }: { onOpen: (what: Adding) => void }) {
  return (
    <>
      <Button
        variant="default"
        onClick={() => {
          onOpen("gold");
        }}
      >
        From gold
      </Button>
      <Button
        variant="default"
        onClick={() => {
          onOpen("import");
        }}
      >
        Import
      </Button>
      <Button
        onClick={() => {
          onOpen("add");
        }}
      >
        Add an item
      </Button>
    </>
  );
}

interface FiltersProps {
  filter: BankFilter;
  setFilter: (filter: BankFilter) => void;
}

function Filters({ filter, setFilter }: FiltersProps) {
  return (
    <div className={classes.filters}>
      <SegmentedControl
        aria-label="Bank"
        value={filter.use}
        onChange={(use) => {
          setFilter({ ...filter, use });
        }}
        data={[
          { value: "screening", label: "Screening" },
          { value: "practice", label: "Practice" },
        ]}
      />
      <NativeSelect
        aria-label="Part"
        data={PARTS}
        value={filter.part}
        onChange={({ currentTarget: { value } }) => {
          setFilter({ ...filter, part: value as BankFilter["part"] });
        }}
      />
    </div>
  );
}

function Items({ projectId, items }: { projectId: string; items: readonly QualificationItem[] }) {
  const retire = useAction({
    run: (item: QualificationItem) => retireItem(item.id),
    changes: [["qualification-bank", projectId], ["qualification", projectId]],
  });
  return (
    <DataTable stacks label="Items" head={["Part", "What is shown", "Reviewers said", "Added", "!Retire"]}>
      {items.map((item) => (
        <Table.Tr key={item.id}>
          <LineCell>{PART_SHORT[item.part]}</LineCell>
          <Table.Td className={layout.wide}>{excerpt(item.text || (item.prompt ?? ""), 140)}</Table.Td>
          <Table.Td>{saidOf(item)}</Table.Td>
          <LineCell>{dateTime(item.added_at)}</LineCell>
          <Table.Td align="right">
            {item.retired_at === null ? (
              <Button
                size="compact-sm"
                variant="default"
                loading={retire.isPending && retire.variables.id === item.id}
                aria-label={`Retire: ${excerpt(item.text || (item.prompt ?? ""), 60)}`}
                onClick={() => {
                  retire.mutate(item);
                }}
              >
                Retire
              </Button>
            ) : (
              <StateBadge state="retired" />
            )}
          </Table.Td>
        </Table.Tr>
      ))}
    </DataTable>
  );
}

/** Rankings in letters, as the item's completions stand in the file. */
function saidOf(item: QualificationItem): string {
  if (item.part === "writing") return (item.example ?? "") === "" ? "scored by reviewers" : "with an example";
  if (item.part === "flagging") {
    const flags = item.expected_flags ?? [];
    return flags.length === 0 ? "nothing applies" : flags.join(", ");
  }
  return (item.expected_ranking ?? [])
    .map((group) => group.map((index) => String(index + 1)).join(" = "))
    .join(" > ");
}
