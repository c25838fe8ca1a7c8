/** The confirmation that work waits for, or the way on to work where nothing is owed. */
import { Alert, Button, Checkbox } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";

import { StartWork } from "@/components/StartWork";
import { ButtonLink } from "@/components/links";
import type { CurrentGuideline, GuidelineRelease, TaskKind } from "@/lib/api-types";
import { messageOf } from "@/lib/errors";

import { acknowledgeGuideline, currentGuidelineQuery } from "../api";
import type { Reading } from "../hooks/useReading";
import { stillToRead, TEXT } from "../strings";
import classes from "./GuidelinesPage.module.css";

interface ConfirmationProps {
  projectId: string;
  kind: TaskKind | undefined;
  goOn: boolean;
  data: CurrentGuideline;
  release: GuidelineRelease;
  /** How far they were read; null where that is not asked. */
  reading: Reading | null;
}

export function Confirmation({ projectId, kind, goOn, data, release, reading }: ConfirmationProps) {
  const [read, setRead] = useState(false);
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const search = kind === undefined ? {} : { kind };
  const acknowledge = useMutation({
    mutationFn: () => acknowledgeGuideline(release.id),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: ["queue", projectId] });
      await queryClient.invalidateQueries({ queryKey: currentGuidelineQuery(projectId).queryKey });
      const now = queryClient.getQueryData(currentGuidelineQuery(projectId).queryKey);
      if (now?.must_pass_quiz === true) window.scrollTo({ top: 0 });
      else if (goOn) await navigate({ to: "/work/$projectId", params: { projectId }, search });
      else await navigate({ to: "/" });
    },
  });
  if (!data.must_acknowledge) {
    return (
      <div className={classes.foot}>
        {data.acknowledged && <span className={classes.done}>✓ {TEXT.acknowledged}</span>}
        {kind === undefined ? (
          <StartWork projectId={projectId} />
        ) : (
          <ButtonLink to="/work/$projectId" params={{ projectId }} search={search}>
            {TEXT.start}
          </ButtonLink>
        )}
      </div>
    );
  }
  return (
    <div className={classes.foot}>
      {reading !== null && !reading.done && (
        <p className={classes.toRead} role="status">
          {stillToRead(reading.left)}
        </p>
      )}
      <Checkbox
        label={TEXT.confirm}
        checked={read}
        onChange={(event) => {
          setRead(event.currentTarget.checked);
        }}
      />
      <Button
        disabled={!read}
        loading={acknowledge.isPending}
        onClick={() => {
          acknowledge.mutate();
        }}
      >
        {release.quiz === null || data.quiz_passed ? TEXT.acknowledge : TEXT.toQuiz}
      </Button>
      {acknowledge.error !== null && (
        <Alert color="red" variant="light" w="100%">
          {messageOf(acknowledge.error)}
        </Alert>
      )}
    </div>
  );
}
