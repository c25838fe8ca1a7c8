/** A plain text area for Markdown with the few buttons and keys that writing needs. */
import { ActionIcon, Tooltip } from "@mantine/core";
import { useRef, type KeyboardEvent, type ReactNode, type RefObject } from "react";

import { code, link, prefix, wrap, type Selection } from "../state/editing";
import classes from "./MarkdownEditor.module.css";

type Edit = (selection: Selection) => Selection;

interface Tool {
  label: string;
  symbol: ReactNode;
  edit: Edit;
  /** With Ctrl or Cmd. */
  key?: string;
}

function LinkIcon() {
  return (
    <svg width="15" height="15" viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth="2.4">
      <path d="M10 14a4.5 4.5 0 0 0 6.4 0l3.2-3.2a4.5 4.5 0 0 0-6.4-6.4l-1.4 1.4" strokeLinecap="round" />
      <path d="M14 10a4.5 4.5 0 0 0-6.4 0l-3.2 3.2a4.5 4.5 0 0 0 6.4 6.4l1.4-1.4" strokeLinecap="round" />
    </svg>
  );
}

const TOOLS: readonly Tool[] = [
  { label: "Bold", symbol: "B", key: "b", edit: (selection) => wrap(selection, "**") },
  { label: "Italic", symbol: "I", key: "i", edit: (selection) => wrap(selection, "_") },
  { label: "Heading", symbol: "H", edit: (selection) => prefix(selection, "### ") },
  { label: "Bulleted list", symbol: "•", edit: (selection) => prefix(selection, "- ") },
  { label: "Numbered list", symbol: "1.", edit: (selection) => prefix(selection, "1. ") },
  { label: "Quote", symbol: "❝", edit: (selection) => prefix(selection, "> ") },
  { label: "Code", symbol: "</>", key: "e", edit: code },
  { label: "Link", symbol: <LinkIcon />, key: "k", edit: link },
];

interface MarkdownEditorProps {
  value: string;
  onChange: (value: string) => void;
  label: string;
  placeholder: string;
  lang?: string;
}

/**
 * Puts an edit into the field as typed text, so that the browser's own undo knows it.
 *
 * `execCommand` is deprecated but the only way to do that; where it is refused, the value is
 * set directly.
 */
function apply(field: HTMLTextAreaElement, edit: Edit, onChange: (value: string) => void): void {
  const before = { text: field.value, start: field.selectionStart, end: field.selectionEnd };
  const after = edit(before);
  field.focus();
  field.setSelectionRange(0, field.value.length);
   
  const typed = document.execCommand?.("insertText", false, after.text);
  if (!typed) onChange(after.text);
  requestAnimationFrame(() => {
    field.setSelectionRange(after.start, after.end);
  });
}

export function MarkdownEditor({ value, onChange, label, placeholder, lang }: MarkdownEditorProps) {
  const field = useRef<HTMLTextAreaElement>(null);
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
    const tool = TOOLS.find(({ key }) => key === event.key.toLowerCase());
    if (tool === undefined) return;
    event.preventDefault();
    apply(event.currentTarget, tool.edit, onChange);
  };
  return (
    <div className={classes.editor}>
      <Toolbar field={field} onChange={onChange} />
      <textarea
        ref={field}
        data-editor
        className={classes.field}
        aria-label={label}
        placeholder={placeholder}
        value={value}
        dir="auto"
        lang={lang}
        spellCheck
        onKeyDown={onKeyDown}
        onChange={(event) => {
          onChange(event.currentTarget.value);
        }}
      />
    </div>
  );
}

interface ToolbarProps {
  field: RefObject<HTMLTextAreaElement | null>;
  onChange: (value: string) => void;
}

function Toolbar({ field, onChange }: ToolbarProps) {
  return (
    <div className={classes.toolbar} role="toolbar" aria-label="Formatting">
      {TOOLS.map(({ label, symbol, key, edit }) => {
        const hint = key === undefined ? label : `${label} (Ctrl+${key.toUpperCase()})`;
        return (
          <Tooltip key={label} label={hint}>
            <ActionIcon
              variant="subtle"
              color="gray"
              size={28}
              className={classes.tool}
              data-tool={label}
              aria-label={label}
              onClick={() => {
                if (field.current !== null) apply(field.current, edit, onChange);
              }}
            >
              {symbol}
            </ActionIcon>
          </Tooltip>
        );
      })}
    </div>
  );
}
