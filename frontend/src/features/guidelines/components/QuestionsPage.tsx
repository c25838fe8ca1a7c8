/** Questions about the guidelines: what was answered, one's own, and a form for another one. */
import { Button, Modal, SegmentedControl } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";

import { More } from "@/components/DataTable";
import { EmptyState } from "@/components/EmptyState";
import { ListState } from "@/components/ListState";
import { Page } from "@/components/Page";
import { PageHeader } from "@/components/PageHeader";
import { AnsweredQuestion, NewAnswer } from "@/components/guideline/AnsweredQuestion";
import { AskForm } from "@/components/guideline/AskForm";
import { AskedNotice } from "@/components/guideline/AskedNotice";
import { ButtonLink } from "@/components/links";
import type { Question } from "@/lib/api-types";
import { ago } from "@/lib/format";
import { ownQuestionsQuery, questionsQuery } from "@/lib/guidelines";
import { useList } from "@/lib/lists";
import { useLook } from "@/lib/news";
import { useAnchorLabel } from "@/lib/project";

import { currentGuidelineQuery } from "../api";
import { TEXT } from "../strings";
import classes from "./QuestionsPage.module.css";

const VIEWS = [
  { value: "all", label: "Answered" },
  { value: "mine", label: "Mine" },
];

interface QuestionsPageProps {
  projectId: string;
  /** Which questions are shown first. */
  first: "all" | "mine";
}

export function QuestionsPage({ projectId, first }: QuestionsPageProps) {
  const [view, setView] = useState<string>(first);
  const [asking, setAsking] = useState(false);
  const [asked, setAsked] = useState(false);
  const { data } = useQuery(currentGuidelineQuery(projectId));
  const close = () => {
    setAsking(false);
  };
  return (
    <Page width="narrow">
      <PageHeader
        title="Questions and answers"
        description={TEXT.questionsHint}
        actions={
          <>
            <ButtonLink to="/projects/$projectId/guidelines" params={{ projectId }} variant="default">
              Guidelines
            </ButtonLink>
            <Button
              onClick={() => {
                setAsking(true);
              }}
            >
              Ask a question
            </Button>
          </>
        }
      />
      {asked && <AskedNotice onClose={() => { setAsked(false); }} />}
      <SegmentedControl className={classes.views} data={VIEWS} value={view} onChange={setView} aria-label="Which questions" />
      {view === "all" ? <Answered projectId={projectId} /> : <Mine projectId={projectId} />}
      <Modal opened={asking} onClose={close} title="Ask about the guidelines">
        <AskForm
          projectId={projectId}
          release={data?.release ?? null}
          onDone={() => {
            close();
            setView("mine");
            setAsked(true);
          }}
        />
      </Modal>
    </Page>
  );
}

function Answered({ projectId }: { projectId: string }) {
  const list = useList(questionsQuery(projectId));
  return (
    <ListState list={list} empty={<EmptyState symbol="?" title="No question was answered yet">{TEXT.noAnswers}</EmptyState>}>
      {(items) => (
        <>
          {items.map((question) => (
            <AnsweredQuestion key={question.id} question={question} about={<About projectId={projectId} question={question} />} />
          ))}
          <More list={list} />
        </>
      )}
    </ListState>
  );
}

function Mine({ projectId }: { projectId: string }) {
  const query = ownQuestionsQuery(projectId);
  const list = useList(query);
  const { ref, isNew } = useLook(projectId, "questions", query.queryKey);
  return (
    <div ref={ref}>
      <ListState list={list} empty={<EmptyState symbol="?" title="You have not asked anything yet">{TEXT.noneAskedHint}</EmptyState>}>
        {(items) => (
          <>
            {items.map((question) => (
              <AnsweredQuestion
                key={question.id}
                question={question}
                about={
                  <>
                    <About projectId={projectId} question={question} />
                    <NewAnswer question={question} isNew={isNew} />
                  </>
                }
              />
            ))}
            <More list={list} />
          </>
        )}
      </ListState>
    </div>
  );
}

function About({ projectId, question }: { projectId: string; question: Question }) {
  const anchorLabel = useAnchorLabel(projectId);
  const { guideline, anchor, answer, asked_at: asked, mine, at_item: atItem } = question;
  return (
    <>
      {mine && <span>asked by you {ago(asked)}</span>}
      {guideline !== null && <span>release {guideline.number}</span>}
      {anchor !== "" && <span>on “{anchorLabel(anchor)}”</span>}
      {atItem && <span>with a task</span>}
      {answer !== null && <span>answered {ago(answer.answered_at)}</span>}
    </>
  );
}
