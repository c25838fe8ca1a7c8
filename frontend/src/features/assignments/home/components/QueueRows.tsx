/** The rows of a queue: what one holds, and what waits of each kind. */
import { Button } from "@mantine/core";

import { AnchorLink, ButtonLink } from "@/components/links";
import { useAction } from "@/lib/actions";
import type { HeldAssignment, QueueKind } from "@/lib/api-types";
import { excerpt, timeOfDay } from "@/lib/format";

import { queueQuery, skipAssignment } from "../../api";
import { KIND_LABEL } from "../../task/strings";
import { HELD, KIND_HINT, SENSITIVE_HELD } from "../strings";
import classes from "./QueuePage.module.css";

interface HeldRowProps {
  projectId: string;
  item: HeldAssignment;
  onGivenBack: () => void;
}

export function HeldRow({ projectId, item, onGivenBack }: HeldRowProps) {
  const giveBack = useAction({
    run: () => skipAssignment(item.assignment_id, { reason: "given_back" }),
    changes: [queueQuery(projectId).queryKey, ["skips", projectId], ["ahead", projectId]],
    onDone: onGivenBack,
  });
  const about = item.sensitive ? SENSITIVE_HELD : excerpt(item.prompt_excerpt, 160);
  return (
    <li className={classes.kind} data-held="true">
      <div>
        <div className={classes.label}>{KIND_LABEL[item.kind]}, started</div>
        <div className={classes.about} dir="auto">
          {about || "Your draft is where you left it."}
        </div>
        <div className={classes.hint}>{HELD.until(timeOfDay(item.lease_until))}</div>
      </div>
      <Button
        variant="default"
        loading={giveBack.isPending}
        aria-label={`${HELD.giveBack}: ${KIND_LABEL[item.kind]}${about === "" ? "" : `, ${about}`}`}
        onClick={() => {
          giveBack.mutate(undefined);
        }}
      >
        {HELD.giveBack}
      </Button>
      <ButtonLink
        to="/assignments/$assignmentId"
        params={{ assignmentId: item.assignment_id }}
        // The next task is of this kind too, as after "Start".
        search={{ kind: item.kind }}
        aria-label={`Continue: ${KIND_LABEL[item.kind]}${about === "" ? "" : `, ${about}`}`}
      >
        Continue
      </ButtonLink>
    </li>
  );
}

export function KindRow({ projectId, item }: { projectId: string; item: QueueKind }) {
  const { kind, available, done_by_me: done } = item;
  return (
    <li className={classes.kind}>
      <div>
        <div className={classes.label}>{KIND_LABEL[kind]}</div>
        <div className={classes.hint}>{KIND_HINT[kind]}</div>
      </div>
      <div className={classes.numbers}>
        <span>
          <b>{available.toLocaleString("en")}</b> waiting
        </span>
        <span>{done.toLocaleString("en")} done by you</span>
      </div>
      {available > 0 ? (
        <ButtonLink
          to="/work/$projectId"
          params={{ projectId }}
          search={{ kind }}
          aria-label={`Start: ${KIND_LABEL[kind]}`}
        >
          Start
        </ButtonLink>
      ) : (
        <span className={classes.through}>all done</span>
      )}
    </li>
  );
}

/** On the page and not over it: a toast would follow into the next task and cover its keys. */
export function GivenBack({ projectId }: { projectId: string }) {
  return (
    <p role="status" className={classes.said}>
      {HELD.givenBack}{" "}
      <AnchorLink to="/history" search={{ project: projectId }} size="sm">
        {HELD.history}
      </AnchorLink>
      .
    </p>
  );
}
