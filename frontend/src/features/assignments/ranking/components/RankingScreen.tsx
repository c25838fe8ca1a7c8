/**
 * Ranking and comparing: prompt, answers, ladder, rating and submit in sight together.
 *
 * Answers stay where they are in full length; small lettered chips are ranked.
 */
import { memo, Suspense } from "react";

import { PageLoader } from "@/components/PageLoader";
import type { Assignment } from "@/lib/api-types";
import { lazyNamed } from "@/lib/lazy";

import { HandedInNotice } from "../../task/components/HandedInNotice";
import { WorkspaceHeader } from "../../task/components/WorkspaceHeader";
import { useLater } from "../../task/hooks/useLater";
import { useLayout, type Layout } from "../../task/hooks/useLayout";
import { useSession, type Session, type SessionOptions } from "../../task/hooks/useSession";
import { useShortcuts } from "../../task/hooks/useShortcuts";
import type { Saving } from "../../task/state/draft-saver";
import { BenchProvider, useBench, type Bench } from "../hooks/useBench";
import { useFocusInSight } from "../hooks/useFocusInSight";
import { usePromptToggle } from "../hooks/usePromptToggle";
import { rankingCommand, submitRanking } from "../hooks/useRankingCommands";
import { useWarning } from "../hooks/useWarning";
import { fromDraft, toDraft } from "../state/ranking";
import { AnswerCard } from "./AnswerCard";
import { Dock } from "./Dock";
import { Rail } from "./Rail";
import { RankingAbout, RankingPrompt } from "./RankingPrompt";
import classes from "./RankingScreen.module.css";
import { ClosedUp, Said } from "./Said";
import { SlotStrip } from "./SlotStrip";

// Not needed for the first look, but before the network may go: fetched when all is quiet.
const loadCompare = () => import("./ComparePanes");
const loadDialogs = () => import("../../task/components/SessionDialogs");
const loadOwnDialogs = () => import("./RankingDialogs");
const loadConflict = () => import("./ConflictOrders");
const ConflictOrders = lazyNamed(loadConflict, "ConflictOrders");
const ComparePanes = lazyNamed(loadCompare, "ComparePanes");
const SessionDialogs = lazyNamed(loadDialogs, "SessionDialogs");
const RankingDialogs = lazyNamed(loadOwnDialogs, "RankingDialogs");
// Only a comparison has it, and then at once.
const PairBar = lazyNamed(() => import("./PairBar"), "PairBar");
// Only an answer that is worked on again can have one.
const ReviewersWord = lazyNamed(() => import("../../task/components/ReviewersWord"), "ReviewersWord");
const LATER = [loadCompare, loadDialogs, loadOwnDialogs, loadConflict];

export function RankingScreen(props: SessionOptions) {
  const layout = useLayout();
  useLater(LATER);
  const session = useSession(props);
  return <Screen assignment={props.assignment} session={session} layout={layout} />;
}

interface ScreenProps {
  assignment: Assignment;
  session: Session;
  layout: Layout;
}

/**
 * What a key changes, apart from what it does not.
 *
 * The provider stands around those who read it and not around the long texts: React would look
 * through all of them for readers at every key.
 */
function Screen({ assignment, session, layout }: ScreenProps) {
  const bench = useBench({
    assignment,
    initial: session.draft.initial,
    onChange: session.draft.change,
  });
  const prompt = usePromptToggle(layout, bench.comparison !== null, assignment.prompt.messages);
  const warning = useWarning(bench, session.submitLabel);
  const submit = () => {
    submitRanking({ bench, session, warning });
  };
  const { setDialog } = session;
  useShortcuts({
    singleKeys: session.singleKeys,
    paused: session.dialog !== null || bench.dialog !== null || session.work.busy,
    onCommand: (command) =>
      rankingCommand(command, { bench, session, togglePrompt: prompt.toggle, warning }),
  });
  const ending = {
    busy: session.work.busy,
    submitLabel: session.submitLabel,
    onSubmit: submit,
    onSkip:
      session.revising === null
        ? () => {
            setDialog("skip");
          }
        : undefined,
  };
  return (
    <div
      className={classes.screen}
      data-layout={layout}
      data-prompt={prompt.open}
      data-pair={bench.pair}
    >
      <Header
        assignment={assignment}
        saving={session.draft.saving}
        revising={session.revising !== null}
        setDialog={setDialog}
      />
      <RankingPrompt
        assignment={assignment}
        fields={bench.content.promptFields}
        notes={bench.content.notes}
        act={bench.act}
        setDialog={setDialog}
        layout={layout}
        open={prompt.open}
        toggle={prompt.toggle}
      />
      <main className={classes.centre}>
        <BenchProvider value={bench}>{!bench.pair && <SlotStrip layout={layout} keyed={session.singleKeys} />}</BenchProvider>
        {session.revising !== null && (
          <Suspense>
            <ReviewersWord assignment={assignment} judgmentId={session.revising.judgmentId} layout={layout} />
          </Suspense>
        )}
        <Answers bench={bench} layout={layout} />
        <HandedInNotice keyed={!bench.canUndo && session.singleKeys} />
        {session.revising !== null && !bench.canUndo && <ClosedUp bench={bench} />}
        {warning.message !== "" && <Said warns onDismiss={warning.dismiss}>{warning.message}</Said>}
      </main>
      <BenchProvider value={bench}>
        <Foot bench={bench} layout={layout} {...ending} />
        <div className="visually-hidden" role="status" aria-live="polite">
          {bench.message}
        </div>
        <Dialogs bench={bench} session={session} />
        {bench.dialogs && (
          <Suspense>
            <RankingDialogs />
          </Suspense>
        )}
      </BenchProvider>
    </div>
  );
}

interface EndingProps {
  busy: boolean;
  submitLabel: string;
  onSubmit: () => void;
  onSkip: (() => void) | undefined;
}

/** Where it is decided and handed in: beside the answers, below them, or below a comparison. */
function Foot({ bench, layout, ...ending }: EndingProps & { bench: Bench; layout: Layout }) {
  if (bench.pair) {
    return (
      <Suspense fallback={<div className={classes.bar} data-layout={layout} />}>
        <PairBar layout={layout} {...ending} />
      </Suspense>
    );
  }
  return layout === "phone" ? <Dock {...ending} /> : <Rail {...ending} />;
}

interface HeaderProps extends Pick<Session, "setDialog"> {
  assignment: Assignment;
  saving: Saving;
  revising: boolean;
}

const Header = memo(function Header({ assignment, saving, revising, setDialog }: HeaderProps) {
  return (
    <WorkspaceHeader
      assignment={assignment}
      saving={saving}
      revising={revising}
      onConflict={() => {
        setDialog("conflict");
      }}
      onGuidelines={() => {
        setDialog("guidelines");
      }}
      onHelp={() => {
        setDialog("help");
      }}
    />
  );
});

function Dialogs({ bench, session }: { bench: Bench; session: Session }) {
  const { assignment, slots, content, act } = bench;
  if (!session.dialogs) return null;
  return (
    <Suspense>
      <SessionDialogs
        assignment={assignment}
        session={session}
        mine={() => toDraft(content)}
        both={ConflictOrders}
        onTheirs={(draft) => {
          act({ type: "replace", content: fromDraft(draft, slots, assignment.rating_schema) });
        }}
        about={
          <RankingAbout assignment={assignment} fields={content.promptFields} notes={content.notes} act={act} />
        }
      />
    </Suspense>
  );
}

function Answers({ bench, layout }: { bench: Bench; layout: Layout }) {
  const { comparison } = bench;
  if (comparison !== null) {
    return (
      <BenchProvider value={bench}>
        <Suspense fallback={<PageLoader />}>
          <ComparePanes comparison={comparison} layout={layout} />
        </Suspense>
      </BenchProvider>
    );
  }
  return <Cards bench={bench} layout={layout} />;
}

function Cards({ bench, layout }: { bench: Bench; layout: Layout }) {
  const { assignment, order } = bench;
  const list = useFocusInSight(layout, bench);
  const answers = new Map(assignment.slots.map((answer) => [answer.slot, answer]));
  return (
    <div ref={list} className={classes.cards} data-layout={layout}>
      {order.map((slot) => {
        const answer = answers.get(slot);
        return answer && <AnswerCard key={slot} answer={answer} layout={layout} bench={bench} />;
      })}
    </div>
  );
}
