import { More } from "@/components/DataTable";
import { ListState } from "@/components/ListState";
import { Panel } from "@/components/Panel";
import { AnsweredQuestion } from "@/components/guideline/AnsweredQuestion";
import { ButtonLink } from "@/components/links";
import { ago } from "@/lib/format";
import { ownQuestionsQuery } from "@/lib/guidelines";
import { useList } from "@/lib/lists";

import { TEXT } from "../strings";
import classes from "./MePage.module.css";

/** What one asked about the guidelines, with the answers. */
export function QuestionsPanel({ projectId }: { projectId: string }) {
  const list = useList(ownQuestionsQuery(projectId));
  return (
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
                about={`Asked ${ago(question.asked_at)}`}
              />
            ))}
          </div>
        )}
      </ListState>
      <More list={list} />
    </Panel>
  );
}
