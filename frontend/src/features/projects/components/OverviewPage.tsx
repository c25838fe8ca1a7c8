/** A project at a glance, and alive: what is in, what is done, how well people agree. */
import { useQuery } from "@tanstack/react-query";

import { ErrorState } from "@/components/ErrorState";
import { Lines } from "@/components/ListState";
import { ModelName } from "@/components/ModelName";
import { PageHeader } from "@/components/PageHeader";
import { Panel } from "@/components/Panel";
import { ProgressLine } from "@/components/ProgressLine";
import { Stat, Stats } from "@/components/Stat";
import layout from "@/components/stack.module.css";
import type { Overview } from "@/lib/api-types";
import { basisOf, count, percent } from "@/lib/format";
import { KIND_NOUN } from "@/lib/kinds";

import { overviewQuery } from "../api";
import { TEXT } from "../strings";
import { AgreementPanel } from "./AgreementPanel";
import { CyclePanel } from "./CyclePanel";
import { DayBars } from "./DayBars";
import { FirstSteps } from "./FirstSteps";
import { SplitBar } from "./SplitBar";

export function OverviewPage({ projectId }: { projectId: string }) {
  const { data, error, refetch } = useQuery(overviewQuery(projectId));
  return (
    <>
      <PageHeader title="Overview" description={TEXT.overviewHint} />
      {error !== null && data === undefined && (
        <ErrorState error={error} reset={() => void refetch()} />
      )}
      {error === null && data === undefined && <Lines count={6} />}
      {data !== undefined && <Body projectId={projectId} overview={data} />}
    </>
  );
}

function Body({ projectId, overview }: { projectId: string; overview: Overview }) {
  return (
    <div className={layout.stack}>
      <FirstSteps projectId={projectId} overview={overview} />
      <Headline overview={overview} />
      <div className={layout.columns} data-stretch="true">
        <div className={layout.stack}>
          <TasksPanel overview={overview} />
          <Panel title="Prompts" hint={count(overview.prompts.total, "prompt")}>
            <SplitBar counts={overview.prompts.by_split} />
          </Panel>
        </div>
        <Panel title="Judgments per day" hint={TEXT.daysHint}>
          <DayBars days={overview.judgments.last_7_days} />
        </Panel>
      </div>
      <CyclePanel projectId={projectId} cycleId={overview.latest_cycle?.id ?? null} />
      <AgreementPanel projectId={projectId} />
    </div>
  );
}

function Headline({ overview }: { overview: Overview }) {
  const { judgments, agreement, feedback, serving_model: model } = overview;
  const parts = partsOf(overview);
  const people = count(overview.labelers_active_today, "person", "people");
  return (
    <Stats>
      <Stat
        label="Judgments"
        value={judgments.total.toLocaleString("en")}
        note={
          <>
            {`${judgments.today.toLocaleString("en")} today, by ${people}`}
            {parts !== "" && (
              <>
                <br />
                {parts}
              </>
            )}
          </>
        }
      />
      <Stat
        label="Agreement"
        value={percent(agreement.value)}
        note={
          agreement.value === null
            ? TEXT.noAgreement
            : basisOf(agreement)
        }
      />
      <Stat label="Tied pairs" value={percent(agreement.tie_rate)} note="of the shared sample" />
      <Stat
        label="Thumbs"
        value={
          <>
            {feedback.up.toLocaleString("en")} <span aria-hidden="true">↑</span>{" "}
            {feedback.down.toLocaleString("en")} <span aria-hidden="true">↓</span>
          </>
        }
        note="up and down, from chatbots"
      />
      <Stat
        label="Serving"
        value={model === null ? "–" : <ModelName model={model} />}
        note={model === null ? TEXT.notServing : "the promoted policy"}
      />
    </Stats>
  );
}

/** How the total comes about: what fills places, what reviewers settled, the rest; empty if all is of one kind. */
function partsOf({ judgments, tasks }: Overview): string {
  const placed = tasks.reduce((sum, { places_done }) => sum + places_done, 0);
  const beside = judgments.total - placed - judgments.reviews;
  if (judgments.reviews + beside <= 0) return "";
  return [
    `${placed.toLocaleString("en")} by labelers`,
    judgments.reviews > 0 ? `${judgments.reviews.toLocaleString("en")} by reviewers` : "",
    beside > 0 ? `${beside.toLocaleString("en")} without a place` : "",
  ]
    .filter((part) => part !== "")
    .join(" + ");
}

/** What models learn from of the demonstrations that are in, and what they have besides. */
function standingOf({ in_use, in_review, returned, imported }: Overview["demonstrations"]): string {
  const said = [`${in_use.toLocaleString("en")} in use`];
  if (in_review > 0) said.push(`${in_review.toLocaleString("en")} in review`);
  if (returned > 0) said.push(`${returned.toLocaleString("en")} returned`);
  if (imported > 0) said.push(`${imported.toLocaleString("en")} imported besides`);
  return said.join(", ");
}

function TasksPanel({ overview }: { overview: Overview }) {
  return (
    <Panel title="Labeling" hint={TEXT.tasksHint}>
      {overview.tasks.length === 0 && <p className={layout.muted}>{TEXT.noTasks}</p>}
      <div className={layout.stack}>
        {overview.tasks.map((tasks) => (
          <div key={tasks.kind}>
            <ProgressLine
              label={KIND_NOUN[tasks.kind]}
              done={tasks.places_done}
              total={tasks.places}
              note={`${tasks.places_done.toLocaleString("en")} of ${tasks.places.toLocaleString("en")} · ${count(tasks.total, "task")}`}
            />
            {tasks.kind === "demonstration" && (
              <div className={layout.muted}>{standingOf(overview.demonstrations)}</div>
            )}
          </div>
        ))}
      </div>
    </Panel>
  );
}
