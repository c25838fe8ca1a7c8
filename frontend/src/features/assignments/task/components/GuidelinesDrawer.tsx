/**
 * The guideline release that this assignment is judged under, beside the work.
 *
 * It opens at the section of the focused flag, can be searched, explains its terms, shows examples
 * and answered questions where they belong, and takes a question about the task on the screen.
 */
import { Button, Drawer, Loader, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef, useState, type RefObject } from "react";

import { ErrorState } from "@/components/ErrorState";
import { AskForm } from "@/components/guideline/AskForm";
import { AskedNotice } from "@/components/guideline/AskedNotice";
import { FindBar } from "@/components/guideline/FindBar";
import { ReleaseBody } from "@/components/guideline/ReleaseBody";
import type { Assignment, GuidelineDetail } from "@/lib/api-types";
import { questionsQuery, releaseQuery } from "@/lib/guidelines";
import { useList } from "@/lib/lists";

import classes from "./GuidelinesDrawer.module.css";

interface GuidelinesDrawerProps {
  /** What is worked on; its release is pinned to it. */
  assignment: Assignment;
  /** The key of the focused flag: the panel opens at its section. */
  flag?: string | undefined;
  opened: boolean;
  onClose: () => void;
}

export function GuidelinesDrawer({ assignment, flag, opened, onClose }: GuidelinesDrawerProps) {
  const { guideline } = assignment;
  return (
    <Drawer
      opened={opened}
      onClose={onClose}
      position="right"
      size={480}
      padding={0}
      // What is judged stays readable beside it.
      overlayProps={{ backgroundOpacity: 0.08 }}
      classNames={{ header: classes.header ?? "", body: classes.body ?? "", content: classes.content ?? "" }}
      title={guideline === null ? "Guidelines" : `Guidelines ${guideline.number}`}
    >
      {guideline === null ? (
        <Text c="dimmed" p="md">
          This project has not published any guidelines.
        </Text>
      ) : (
        <Panel id={guideline.id} assignment={assignment} flag={flag} />
      )}
    </Drawer>
  );
}

interface PanelProps {
  id: string;
  assignment: Assignment;
  flag: string | undefined;
}

function Panel({ id, assignment, flag }: PanelProps) {
  const { data, error, refetch } = useQuery(releaseQuery(id));
  if (data === undefined && error !== null) {
    return <ErrorState error={error} reset={() => void refetch()} />;
  }
  if (data === undefined) return <Loader type="dots" m="md" />;
  return <Release release={data} assignment={assignment} flag={flag} />;
}

interface ReleaseProps {
  release: GuidelineDetail;
  assignment: Assignment;
  flag: string | undefined;
}

const NONE = [] as const;

function Release({ release, assignment, flag }: ReleaseProps) {
  const text = useRef<HTMLDivElement>(null);
  const [asking, setAsking] = useState(false);
  const [asked, setAsked] = useState(false);
  const questions = useList(questionsQuery(assignment.project.id));
  const { flags } = assignment.rating_schema;
  useStartAt(text, flag);
  useEffect(() => {
    // Where the release had to be fetched, the drawer found nothing but its closing button.
    text.current?.focus({ preventScroll: true });
  }, []);
  if (asking) {
    return (
      <div className={classes.ask}>
        <AskForm
          projectId={assignment.project.id}
          release={release}
          flags={flags}
          anchor={flag ?? null}
          item={assignment.id}
          onDone={() => {
            setAsking(false);
            setAsked(true);
          }}
        />
        <Button
          variant="subtle"
          size="compact-sm"
          onClick={() => {
            setAsking(false);
          }}
        >
          Back to the guidelines
        </Button>
      </div>
    );
  }
  return (
    <>
      {asked && <AskedNotice onClose={() => { setAsked(false); }} />}
      <div className={classes.bar}>
        <FindBar root={text} />
        <Button
          size="xs"
          variant="default"
          onClick={() => {
            setAsking(true);
          }}
        >
          Ask
        </Button>
      </div>
      <div
        ref={text}
        className={classes.text}
        role="region"
        aria-label="Text of the guidelines"
        // It scrolls, so the keyboard must be able to reach it; and it is where one wants to be.
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
        data-autofocus
      >
        <ReleaseBody
          release={release}
          flags={flags}
          questions={questions.items ?? NONE}
          here={flag ?? null}
          size="sm"
        />
      </div>
    </>
  );
}

/** Brings the section of the flag into sight, once the text is there. */
function useStartAt(root: RefObject<HTMLElement | null>, flag: string | undefined): void {
  useEffect(() => {
    if (flag === undefined) return;
    const section = root.current?.querySelector(`[data-anchor="${CSS.escape(flag)}"]`);
    section?.scrollIntoView({ block: "start" });
  }, [root, flag]);
}
