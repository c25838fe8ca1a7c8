/** Two versions of a text beside each other, with what only one of them has marked. */
import { Button, SegmentedControl, Switch } from "@mantine/core";
import { useMemo, useState } from "react";

import { Markdown } from "@/components/markdown/Markdown";
import { count, wordCount } from "@/lib/format";
import { sharedWith, wordsOf } from "@/lib/shared-words";

import type { BothProps } from "../../task/components/ConflictDialog";
import { useKeeper } from "../hooks/useKept";
import { factsFrom } from "../state/facts";
import { textOf } from "../state/kept";
import { mergeTexts } from "../state/merging";
import classes from "./ConflictTexts.module.css";
import { MarkdownEditor } from "./MarkdownEditor";

type Texts = Omit<BothProps, "assignment">;

/** The one that is not taken stays among the kept versions. */
export function ConflictTexts({ assignment, mine, theirs, onSettle }: BothProps) {
  const kept = useKeeper(assignment.id);
  return (
    <Views
      mine={mine}
      theirs={theirs}
      onSettle={(chosen) => {
        kept.add(mine, "here");
        kept.add(theirs, "elsewhere");
        onSettle(chosen);
      }}
    />
  );
}

function Views({ mine, theirs, onSettle }: Texts) {
  const [view, setView] = useState("both");
  const mergeable = typeof mine.text === "string" && Object.keys(mine).every((key) => !STRUCTURED.has(key));
  return (
    <div className={classes.conflict}>
      <p className={classes.hint}>
        Another window or device saved this answer too. Take one of them
        {mergeable ? ", or merge both" : ""}: the other stays under “Kept versions”, in this browser.
      </p>
      {mergeable && (
        <SegmentedControl
          size="xs"
          className={classes.views}
          value={view}
          onChange={setView}
          data={[
            { value: "both", label: "Side by side" },
            { value: "merge", label: "Merge" },
          ]}
        />
      )}
      {view === "both" ? (
        <SideBySide mine={mine} theirs={theirs} onSettle={onSettle} />
      ) : (
        <Merge mine={mine} theirs={theirs} onSettle={onSettle} />
      )}
    </div>
  );
}

const STRUCTURED = new Set(["turns", "examples"]);

function SideBySide({ mine, theirs, onSettle }: Texts) {
  const [marks, setMarks] = useState(true);
  const texts = useMemo(() => ({ mine: textOf(mine) ?? "", theirs: textOf(theirs) ?? "" }), [mine, theirs]);
  const words = useMemo(() => ({ mine: wordsOf(texts.mine), theirs: wordsOf(texts.theirs) }), [texts]);
  const left = useMemo(() => ({ shared: sharedWith(words.theirs), side: "left" as const }), [words]);
  const right = useMemo(() => ({ shared: sharedWith(words.mine), side: "right" as const }), [words]);
  return (
    <>
      <Switch
        size="xs"
        checked={marks}
        label="Mark words the other one lacks"
        onChange={(event) => {
          setMarks(event.currentTarget.checked);
        }}
      />
      <div className={classes.panes}>
        <Version title="On this screen" text={texts.mine} marks={marks ? left : null}>
          <Button data-autofocus fullWidth onClick={() => { onSettle(mine); }}>
            Keep what is on this screen
          </Button>
        </Version>
        <Version title="Saved elsewhere" text={texts.theirs} marks={marks ? right : null}>
          <Button variant="default" fullWidth onClick={() => { onSettle(theirs); }}>
            Take the other one
          </Button>
        </Version>
      </div>
    </>
  );
}

interface VersionProps {
  title: string;
  text: string;
  marks: { shared: (words: readonly string[]) => boolean[]; side: "left" | "right" } | null;
  children: React.ReactNode;
}

function Version({ title, text, marks, children }: VersionProps) {
  return (
    <section className={classes.version} aria-label={title}>
      <h3 className={classes.title}>
        {title} <span className={classes.words}>{count(wordCount(text), "word")}</span>
      </h3>
      {/* Scrolls on its own, so the keyboard must be able to get into it. */}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div className={classes.text} tabIndex={0} role="group" aria-label={`Text: ${title}`}>
        {text.trim() === "" ? <p className={classes.empty}>Empty.</p> : <Markdown text={text} marks={marks} />}
      </div>
      <div className={classes.choose}>{children}</div>
    </section>
  );
}

/** All lines of both in one field: nothing is left out, so that too much is deleted by hand. */
function Merge({ mine, theirs, onSettle }: Texts) {
  const [content, setContent] = useState(() => ({
    text: mergeTexts(textOf(mine) ?? "", textOf(theirs) ?? ""),
    facts: factsFrom(mine.writing),
  }));
  return (
    <>
      <div className={classes.merge}>
        <MarkdownEditor
          value={content.text}
          first={false}
          label="Both versions, line by line"
          placeholder="Nothing in either."
          onChange={(text) => {
            setContent((before) => ({ ...before, text }));
          }}
          onFacts={(change) => {
            setContent((before) => ({ ...before, facts: change(before.facts) }));
          }}
        />
      </div>
      <Button
        className={classes.merged}
        onClick={() => {
          onSettle({ ...theirs, ...mine, text: content.text, writing: content.facts });
        }}
      >
        Go on with the merged text
      </Button>
    </>
  );
}
