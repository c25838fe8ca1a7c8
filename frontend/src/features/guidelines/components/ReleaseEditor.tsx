/** The next release: written beside its preview, compared with the last, then published for good. */
import { Alert, Badge, Button, Group, Tabs } from "@mantine/core";
import { keepPreviousData, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";

import { ErrorState } from "@/components/ErrorState";
import { Lines } from "@/components/ListState";
import { PageHeader } from "@/components/PageHeader";
import type { GuidelineDetail, GuidelineItem, GuidelineQuiz } from "@/lib/api-types";
import { releaseQuery } from "@/lib/guidelines";

import { useReleaseDraft, type ReleaseDraft } from "../hooks/useReleaseDraft";
import { quizQuery } from "../releases";
import { TEXT } from "../strings";
import { ExamplesTab, GlossaryTab } from "./PartsTabs";
import { PublishTab } from "./PublishTab";
import { QuizTab } from "./QuizTab";
import classes from "./ReleaseEditor.module.css";
import { TextTab } from "./TextTab";

interface ReleaseEditorProps {
  projectId: string;
  /** What it starts from; null before the first release. */
  latest: GuidelineItem | null;
  onDone: () => void;
}

export function ReleaseEditor({ projectId, latest, onDone }: ReleaseEditorProps) {
  const enabled = latest !== null;
  // Should another release come out meanwhile, the editor stays on the page with what was typed.
  const keep = { enabled, placeholderData: keepPreviousData } as const;
  const release = useQuery({ ...releaseQuery(latest?.id ?? ""), ...keep });
  const quiz = useQuery({ ...quizQuery(latest?.id ?? ""), ...keep });
  const failed = release.error ?? quiz.error;
  if (enabled && failed !== null) {
    const again = () => void Promise.all([release.refetch(), quiz.refetch()]);
    return <ErrorState error={failed} reset={again} />;
  }
  if (enabled && (release.data === undefined || quiz.data === undefined)) return <Lines count={6} />;
  return <Editor projectId={projectId} latest={release.data ?? null} quiz={quiz.data ?? null} onDone={onDone} />;
}

interface EditorProps {
  projectId: string;
  latest: GuidelineDetail | null;
  quiz: GuidelineQuiz | null;
  onDone: () => void;
}

function Editor({ projectId, latest, quiz, onDone }: EditorProps) {
  const writing = useReleaseDraft({ projectId, latest, quiz });
  const { draft, change } = writing;
  const [tab, setTab] = useState("text");
  const questions = draft.quiz?.questions.length ?? 0;
  return (
    <>
      <PageHeader
        title="New release"
        description={latest === null ? TEXT.publishHint : `Starts from ${latest.number}. ${TEXT.publishHint}`}
        actions={
          <Group gap="xs">
            <Keeping writing={writing} />
            <Button variant="default" onClick={onDone}>
              {writing.changed && !writing.kept ? "Close without keeping" : "Close"}
            </Button>
            <Button
              onClick={() => {
                setTab("publish");
              }}
            >
              Review and publish
            </Button>
          </Group>
        }
      />
      <Found writing={writing} latest={latest} />
      <Tabs
        value={tab}
        onChange={(value) => {
          setTab(value ?? "text");
        }}
        keepMounted={false}
      >
        <Tabs.List className={classes.tabs}>
          <Tabs.Tab value="text">Text</Tabs.Tab>
          <Counted value="examples" label="Examples" count={draft.examples.length} />
          <Counted value="glossary" label="Glossary" count={draft.glossary.length} />
          <Counted value="quiz" label="Quiz" count={questions} />
          <Tabs.Tab value="publish">Changes and publishing</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="text">
          <TextTab draft={draft} onChange={change} />
        </Tabs.Panel>
        <Tabs.Panel value="examples">
          <ExamplesTab projectId={projectId} draft={draft} onChange={change} />
        </Tabs.Panel>
        <Tabs.Panel value="glossary">
          <GlossaryTab draft={draft} onChange={change} />
        </Tabs.Panel>
        <Tabs.Panel value="quiz">
          <QuizTab draft={draft} onChange={change} />
        </Tabs.Panel>
        <Tabs.Panel value="publish">
          <PublishTab projectId={projectId} writing={writing} first={latest === null} onDone={onDone} />
        </Tabs.Panel>
      </Tabs>
    </>
  );
}

function Counted({ value, label, count }: { value: string; label: string; count: number }) {
  return (
    <Tabs.Tab
      value={value}
      rightSection={
        count > 0 ? (
          <Badge size="sm" variant="light" circle={count < 10}>
            {count}
          </Badge>
        ) : null
      }
    >
      {label}
    </Tabs.Tab>
  );
}

function Keeping({ writing }: { writing: ReleaseDraft }) {
  useWarnBeforeLeaving(writing.changed && !writing.kept);
  if (!writing.changed) return null;
  return (
    <span className={classes.kept} role="status">
      {writing.kept ? "Kept in this browser" : "Not kept: this browser refuses storage"}
    </span>
  );
}

/** Where nothing keeps the text, the browser asks before the page is left. */
function useWarnBeforeLeaving(unkept: boolean): void {
  useEffect(() => {
    if (!unkept) return undefined;
    const ask = (event: BeforeUnloadEvent) => {
      event.preventDefault();
    };
    window.addEventListener("beforeunload", ask);
    return () => {
      window.removeEventListener("beforeunload", ask);
    };
  }, [unkept]);
}

/** What was found from before, or written on a release that is no longer the last. */
function Found({ writing, latest }: { writing: ReleaseDraft; latest: GuidelineDetail | null }) {
  const queryClient = useQueryClient();
  if (writing.basedOn !== (latest?.id ?? null)) {
    return (
      <Alert color="yellow" variant="light" mb="md" title="Another release came out meanwhile">
        <Group gap="xs" mt={6}>
          Look at the changes against {latest?.number}: publishing puts your text in its place.
          <Button size="compact-sm" onClick={writing.rebase}>
            Go on with my text
          </Button>
          <Button size="compact-sm" variant="default" onClick={writing.discard}>
            Discard mine
          </Button>
        </Group>
      </Alert>
    );
  }
  if (!writing.restored || !writing.changed) return null;
  return (
    <Alert variant="light" color="accent" mb="md">
      <Group gap="xs">
        Your unfinished text from before is back.
        <Button
          size="compact-sm"
          variant="default"
          onClick={() => {
            writing.discard();
            void queryClient.invalidateQueries({ queryKey: ["guidelines"] });
          }}
        >
          Discard it
        </Button>
      </Group>
    </Alert>
  );
}
