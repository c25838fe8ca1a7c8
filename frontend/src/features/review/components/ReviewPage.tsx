/** The reviewers' desk: disagreements, what was settled, demonstrations, gold. */
import { SegmentedControl } from "@mantine/core";

import { PageHeader } from "@/components/PageHeader";

import { TEXT } from "../strings";
import { TABS, type Tab } from "../tabs";
import { DemonstrationsPanel } from "./DemonstrationsPanel";
import { GoldPanel } from "./GoldPanel";
import { QueuePanel } from "./QueuePanel";

const LABELS: Record<Tab, string> = {
  open: "Needs a look",
  settled: "Settled",
  demonstrations: "Demonstrations",
  gold: "Gold",
};
const HINTS: Record<Tab, string> = {
  open: TEXT.queueHint,
  settled: "Settled tasks. Datasets take the review's ranking in place of the labelers'.",
  demonstrations: TEXT.demonstrationsHint,
  gold: TEXT.goldHint,
};

interface ReviewPageProps {
  projectId: string;
  tab: Tab;
  onTab: (tab: Tab) => void;
}

export function ReviewPage({ projectId, tab, onTab }: ReviewPageProps) {
  return (
    <>
      <PageHeader
        title="Review"
        description={HINTS[tab]}
        actions={
          <SegmentedControl
            aria-label="What to review"
            value={tab}
            onChange={(value) => {
              const found = TABS.find((one) => one === value);
              if (found !== undefined) onTab(found);
            }}
            data={TABS.map((value) => ({ value, label: LABELS[value] }))}
          />
        }
      />
      {(tab === "open" || tab === "settled") && <QueuePanel projectId={projectId} state={tab} />}
      {tab === "demonstrations" && <DemonstrationsPanel projectId={projectId} />}
      {tab === "gold" && <GoldPanel projectId={projectId} />}
    </>
  );
}
