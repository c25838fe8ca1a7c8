/** A plain text area for Markdown with the few buttons and keys that writing needs. */
import { ActionIcon, Tooltip } from "@mantine/core";
import { useRef, type KeyboardEvent, type ReactNode, type RefObject } from "react";

import { countersOf, type FactsChange } from "../state/counters";
import { changeOf, code, link, nextItem, prefix, table, withoutDouble, wrap, type Selection } from "../state/editing";
import classes from "./MarkdownEditor.module.css";

type Edit = (selection: Selection) => Selection;

interface Tool {
  label: string;
  symbol: ReactNode;
  edit: Edit;
  /** With Ctrl or Cmd; `code` with Shift too, by the place of the key, as digits move by layout. */
  key?: string;
  code?: string;
  /** The shifted key as people read it. */
  shown?: string;
}

function LinkIcon() {
  return (
    <svg width="15" height="15" viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth="2.4" aria-hidden="true">
      <path d="M10 14a4.5 4.5 0 0 0 6.4 0l3.2-3.2a4.5 4.5 0 0 0-6.4-6.4l-1.4 1.4" strokeLinecap="round" />
      <path d="M14 10a4.5 4.5 0 0 0-6.4 0l-3.2 3.2a4.5 4.5 0 0 0 6.4 6.4l1.4-1.4" strokeLinecap="round" />
    </svg>
  );
}

function TableIcon() {
  return (
    <svg width="15" height="15" viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth="2.2" aria-hidden="true">
      <rect x="3" y="4.5" width="18" height="15" rx="2" />
      <path d="M3 10h18M10 10v9.5" />
    </svg>
  );
}

const TOOLS: readonly Tool[] = [
  { label: "Bold", symbol: "B", key: "b", edit: (selection) => wrap(selection, "**") },
  { label: "Italic", symbol: "I", key: "i", edit: (selection) => wrap(selection, "_") },
  { label: "Heading", symbol: "H", code: "Digit6", shown: "6", edit: (selection) => prefix(selection, "### ") },
  { label: "Bulleted list", symbol: "•", code: "Digit8", shown: "8", edit: (selection) => prefix(selection, "- ") },
  { label: "Numbered list", symbol: "1.", code: "Digit7", shown: "7", edit: (selection) => prefix(selection, "1. ") },
  { label: "Quote", symbol: "❝", code: "Digit9", shown: "9", edit: (selection) => prefix(selection, "> ") },
  { label: "Code", symbol: "</>", key: "e", edit: code },
  { label: "Table", symbol: <TableIcon />, code: "KeyL", shown: "L", edit: table },
  { label: "Link", symbol: <LinkIcon />, key: "k", edit: link },
];

function shortcutOf({ key, shown }: Tool): string | null {
  if (key !== undefined) return `Ctrl+${key.toUpperCase()}`;
  return shown === undefined ? null : `Ctrl+Shift+${shown}`;
}

interface MarkdownEditorProps {
  value: string;
  onChange: (value: string) => void;
  /** Told of typing and pasting. */
  onFacts: FactsChange;
  label: string;
  placeholder: string;
  lang?: string;
  /** Grows with its text instead of filling its pane. */
  grows?: boolean;
  /** Where to start, on a screen with several fields. */
  first?: boolean;
}

/**
 * Puts an edit into the field as typed text, so that the browser's own undo knows it.
 *
 * `execCommand` is deprecated but the only way to do that; where it is refused, the value is
 * set directly.
 */
function apply(field: HTMLTextAreaElement, edit: Edit | Selection, onChange: (value: string) => void): void {
  const before = { text: field.value, start: field.selectionStart, end: field.selectionEnd };
  const after = typeof edit === "function" ? edit(before) : edit;
  const { from, to, put } = changeOf(before.text, after.text);
  field.focus();
  field.setSelectionRange(from, to);
  field.dataset.applying = "true";
  const [command, argument] = put === "" ? ["delete", undefined] : ["insertText", put];
  const typed = document.execCommand?.(command, false, argument);
  delete field.dataset.applying;
  if (!typed) onChange(after.text);
  requestAnimationFrame(() => {
    field.setSelectionRange(after.start, after.end);
  });
}

function toolOf(event: KeyboardEvent): Tool | undefined {
  if (!(event.ctrlKey || event.metaKey) || event.altKey) return undefined;
  return TOOLS.find(({ key, code: place }) =>
    event.shiftKey ? place === event.code : key === event.key.toLowerCase(),
  );
}

function continuation(event: KeyboardEvent<HTMLTextAreaElement>): Selection | null {
  if (event.key !== "Enter" || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return null;
  if (event.nativeEvent.isComposing) return null;
  const { value, selectionStart, selectionEnd } = event.currentTarget;
  return nextItem({ text: value, start: selectionStart, end: selectionEnd });
}

function double(event: KeyboardEvent<HTMLTextAreaElement>, at: number): Selection | null {
  if (event.key !== " " || event.ctrlKey || event.metaKey || event.altKey) return null;
  const { value, selectionStart, selectionEnd } = event.currentTarget;
  return withoutDouble({ text: value, start: selectionStart, end: selectionEnd }, at);
}

export function MarkdownEditor(props: MarkdownEditorProps) {
  const { value, onChange, onFacts, label, placeholder, lang, grows = false, first = true } = props;
  const field = useRef<HTMLTextAreaElement>(null);
  /** Where a list's sign ended that Enter put there. */
  const signed = useRef(-1);
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    const next = continuation(event);
    if (next !== null) signed.current = next.start;
    const edit = toolOf(event)?.edit ?? next ?? double(event, signed.current);
    if (edit === null) return;
    event.preventDefault();
    apply(event.currentTarget, edit, onChange);
  };
  return (
    <div className={classes.editor} data-grows={grows}>
      <Toolbar field={field} onChange={onChange} />
      <div className={classes.sizer} data-text={grows ? `${value}\n` : undefined}>
        <textarea
          ref={field}
          data-editor={first || undefined}
          className={classes.field}
          aria-label={label}
          placeholder={placeholder}
          value={value}
          dir="auto"
          lang={lang}
          spellCheck
          rows={grows ? 3 : undefined}
          onKeyDown={onKeyDown}
          {...countersOf(onFacts)}
          onChange={(event) => {
            onChange(event.currentTarget.value);
          }}
        />
      </div>
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
      {TOOLS.map((tool) => {
        const shortcut = shortcutOf(tool);
        return (
          <Tooltip key={tool.label} label={shortcut === null ? tool.label : `${tool.label} (${shortcut})`}>
            <ActionIcon
              variant="subtle"
              color="gray"
              size={28}
              className={classes.tool}
              data-tool={tool.label}
              aria-label={tool.label}
              aria-keyshortcuts={shortcut?.replace("Ctrl", "Control")}
              onClick={() => {
                if (field.current !== null) apply(field.current, tool.edit, onChange);
              }}
            >
              {tool.symbol}
            </ActionIcon>
          </Tooltip>
        );
      })}
    </div>
  );
}
