/** The reviewers' desk: disagreements, what was settled, demonstrations, gold. */
import { SegmentedControl } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";

import { PageHeader } from "@/components/PageHeader";
import type { Waiting } from "@/lib/api-types";
import { waitingQuery } from "@/lib/waiting";

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

/** With what waits there, as the section's own number adds it up. */
function labelOf(tab: Tab, waiting: Waiting | undefined): string {
  const number = tab === "open" ? waiting?.tasks : tab === "demonstrations" ? waiting?.demonstrations : undefined;
  return number === undefined || number === 0 ? LABELS[tab] : `${LABELS[tab]} ${number.toLocaleString("en")}`;
}

export function ReviewPage({ projectId, tab, onTab }: ReviewPageProps) {
  const { data: waiting } = useQuery(waitingQuery(projectId));
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
            data={TABS.map((value) => ({ value, label: labelOf(value, waiting) }))}
          />
        }
      />
      {(tab === "open" || tab === "settled") && <QueuePanel projectId={projectId} state={tab} />}
      {tab === "demonstrations" && <DemonstrationsPanel projectId={projectId} />}
      {tab === "gold" && <GoldPanel projectId={projectId} />}
    </>
  );
}
