import { More } from "@/components/DataTable";
import { ListState } from "@/components/ListState";
import { Panel } from "@/components/Panel";
import { AnsweredQuestion, NewAnswer } from "@/components/guideline/AnsweredQuestion";
import { ButtonLink } from "@/components/links";
import { ago } from "@/lib/format";
import { ownQuestionsQuery } from "@/lib/guidelines";
import { useList } from "@/lib/lists";
import { useLook } from "@/lib/news";

import { TEXT } from "../strings";
import classes from "./MePage.module.css";

/** What one asked about the guidelines, with the answers. */
export function QuestionsPanel({ projectId }: { projectId: string }) {
  const query = ownQuestionsQuery(projectId);
  const list = useList(query);
  const { ref, isNew } = useLook(projectId, "questions", query.queryKey);
  return (
    <div ref={ref}>
      <Panel
        title={TEXT.questions}
        actions={
          <ButtonLink
            to="/projects/$projectId/questions"
            params={{ projectId }}
            variant="default"
            size="compact-sm"
          >
            All questions
          </ButtonLink>
        }
      >
        <ListState list={list} empty={<p className={classes.quiet}>{TEXT.noQuestions}</p>}>
          {(items) => (
            <div className={classes.entries}>
              {items.map((question) => (
                <AnsweredQuestion
                  key={question.id}
                  question={question}
                  about={
                    <>
                      <span>Asked {ago(question.asked_at)}</span>
                      <NewAnswer question={question} isNew={isNew} />
                    </>
                  }
                />
              ))}
            </div>
          )}
        </ListState>
        <More list={list} />
      </Panel>
    </div>
  );
}
