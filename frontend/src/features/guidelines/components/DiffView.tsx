/** What changed between two releases, by paragraph and word; long unchanged stretches folded. */
import { UnstyledButton } from "@mantine/core";
import { useState } from "react";

import { Markdown } from "@/components/markdown/Markdown";
import type { DiffBlock, GuidelineDiff } from "@/lib/api-types";
import { count } from "@/lib/format";

import { BLOCK_LABEL, PART_LABEL, TEXT } from "../strings";
import classes from "./DiffView.module.css";

const PARTS = ["body", "examples", "glossary"] as const;

export function DiffView({ diff }: { diff: GuidelineDiff }) {
  const changed = PARTS.filter((part) => diff[part].some(isChange));
  if (changed.length === 0) return <p className={classes.nothing}>{TEXT.nothingChanged}</p>;
  return (
    <div className={classes.diff}>
      {changed.map((part) => (
        <section key={part} aria-label={PART_LABEL[part]}>
          {(changed.length > 1 || part !== "body") && <h2 className={classes.part}>{PART_LABEL[part]}</h2>}
          {diff[part].map((block, index) => (
            <Block key={index} block={block} />
          ))}
        </section>
      ))}
    </div>
  );
}

export function isChange({ kind }: DiffBlock): boolean {
  return kind !== "same" && kind !== "folded";
}

function Block({ block }: { block: DiffBlock }) {
  if (block.kind === "folded") return <Folded block={block} />;
  if (block.kind === "same") {
    return (
      <div className={classes.same}>
        <Text text={block.text} />
      </div>
    );
  }
  return (
    <div className={classes.block} data-kind={block.kind}>
      <div className={classes.kind}>{BLOCK_LABEL[block.kind]}</div>
      {block.kind === "changed" ? <Words words={block.words} /> : <Text text={block.text} />}
    </div>
  );
}

/** A paragraph as it reads, without the marker that only says where flags find it. */
function Text({ text }: { text: string }) {
  return <Markdown text={text.replace(/\s*\{#[\p{L}\p{N}_-]{1,80}\}\s*$/u, "")} headings="document" size="sm" />;
}

/** A changed paragraph as words: marks within rendered Markdown would be read by nobody. */
function Words({ words }: { words: DiffBlock["words"] }) {
  return (
    <p className={classes.words} dir="auto">
      {words.map(({ kind, text }, index) => {
        const shown = plain(text, index === 0);
        if (kind === "added") return <ins key={index}>{shown}</ins>;
        return kind === "removed" ? <del key={index}>{shown}</del> : <span key={index}>{shown}</span>;
      })}
    </p>
  );
}

/** Words without the signs of Markdown around them, unless the signs are all there is. */
function plain(text: string, first: boolean): string {
  const bare = text.replace(/\*\*|__|`/g, "").replace(/\s*\{#[\p{L}\p{N}_-]{1,80}\}/gu, "");
  const shown = first ? bare.replace(/^#{1,6}\s+/, "") : bare;
  return shown === "" ? text : shown;
}

function Folded({ block }: { block: DiffBlock }) {
  const [open, setOpen] = useState(false);
  if (open) {
    return (
      <div className={classes.same}>
        <Markdown text={block.text} headings="document" size="sm" />
      </div>
    );
  }
  return (
    <UnstyledButton
      className={classes.folded}
      aria-expanded={false}
      onClick={() => {
        setOpen(true);
      }}
    >
      ⋯ {count(block.paragraphs, "paragraph")} unchanged
    </UnstyledButton>
  );
}
