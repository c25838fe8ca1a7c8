/** What was not chosen in a conflict, or was replaced: to read again and to bring back. */
import { Button, Modal } from "@mantine/core";

import { Markdown } from "@/components/markdown/Markdown";
import { ago, count, wordCount } from "@/lib/format";

import type { DraftContent } from "../../task/hooks/useDraft";
import { textOf, type KeptVersion } from "../state/kept";
import classes from "./KeptDialog.module.css";

const FROM: Record<KeptVersion["from"], string> = {
  here: "from this window",
  elsewhere: "from another window or device",
  unsaved: "from a window in conflict",
};

interface KeptDialogProps {
  versions: readonly KeptVersion[];
  onClose: () => void;
  onBringBack: (content: DraftContent) => void;
}

export function KeptDialog({ versions, onClose, onBringBack }: KeptDialogProps) {
  return (
    <Modal opened onClose={onClose} size="xl" title="Kept versions of this answer">
      <p className={classes.hint}>
        Kept in this browser for thirty days. Bringing one back keeps what is on the screen now.
      </p>
      <ol className={classes.list}>
        {versions.map((version) => {
          const text = textOf(version.content) ?? "";
          return (
            <li key={`${String(version.at)}-${version.from}`} className={classes.version}>
              <div className={classes.head}>
                <span>
                  {ago(new Date(version.at).toISOString())}, {FROM[version.from]} · {count(wordCount(text), "word")}
                </span>
                <Button
                  size="compact-sm"
                  variant="light"
                  onClick={() => {
                    onBringBack(version.content);
                  }}
                >
                  Bring back
                </Button>
              </div>
              {/* Scrolls on its own, so the keyboard must be able to get into it. */}
              {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
              <div className={classes.text} tabIndex={0} role="group" aria-label="Text of this version">
                <Markdown text={text} size="sm" />
              </div>
            </li>
          );
        })}
      </ol>
    </Modal>
  );
}
