/** Sends what was judged under an older release of the guidelines back to the queue. */
import { Button, Modal, NativeSelect } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useState } from "react";

import { Panel } from "@/components/Panel";
import type { GuidelineItem, VoidPreviewRequest } from "@/lib/api-types";
import { isTaskKind, KIND_NOUN } from "@/lib/kinds";
import { useList } from "@/lib/lists";

import { releasesQuery } from "../people";
import { PEOPLE } from "../strings";
import { VoidForm } from "./VoidForm";

const KINDS = (["ranking", "comparison", "demonstration"] as const).map((value) => ({
  value,
  label: KIND_NOUN[value],
}));

export function RelabelPanel({ projectId }: { projectId: string }) {
  const [opened, { open, close }] = useDisclosure(false);
  const { items = [] } = useList(releasesQuery(projectId));
  return (
    <Panel title="Relabeling" hint={PEOPLE.relabelHint}>
      <Button variant="default" disabled={items.length === 0} onClick={open}>
        Send for relabeling
      </Button>
      <Modal opened={opened} onClose={close} title="Send for relabeling" centered size="lg">
        <Relabel projectId={projectId} releases={items} onDone={close} />
      </Modal>
    </Panel>
  );
}

interface RelabelProps {
  projectId: string;
  releases: readonly GuidelineItem[];
  onDone: () => void;
}

function Relabel({ projectId, releases, onDone }: RelabelProps) {
  const [release, setRelease] = useState(releases[0]?.id ?? "");
  const [kind, setKind] = useState("");
  const criteria: VoidPreviewRequest = {
    cause: "relabel",
    before_guideline_id: release,
    kinds: isTaskKind(kind) ? [kind] : [],
  };
  return (
    <VoidForm projectId={projectId} criteria={criteria} verb="Send" hint={PEOPLE.relabelHint} changes={[["people", projectId]]} onDone={onDone}>
      <NativeSelect
        label="Judged under a release older than"
        data={releases.map(({ id, number }) => ({ value: id, label: number }))}
        value={release}
        onChange={(event) => { setRelease(event.currentTarget.value); }}
      />
      <NativeSelect
        label="Kind"
        data={[{ value: "", label: "All" }, ...KINDS]}
        value={kind}
        onChange={(event) => { setKind(event.currentTarget.value); }}
      />
    </VoidForm>
  );
}
