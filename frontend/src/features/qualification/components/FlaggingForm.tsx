import { Key } from "@/components/Key";
import { Markdown } from "@/components/markdown/Markdown";
import { useKeys } from "@/lib/page-keys";

import { Ask, type ItemFormProps } from "./Ask";
import classes from "./ItemForm.module.css";

/** A text and what applies to it; that nothing does has to be said. */
export function FlaggingForm({ part, shown, language, answer, disabled = false, onChange }: ItemFormProps) {
  const flags = shown.flags ?? [];
  const chosen = answer?.flags;
  const toggle = (key: string) => {
    const now = chosen ?? [];
    onChange({ flags: now.includes(key) ? now.filter((one) => one !== key) : [...now, key] });
  };
  const none = () => {
    onChange({ flags: [] });
  };
  const keys = Object.fromEntries(
    flags.map(({ key }, index) => [
      String(index + 1),
      () => {
        toggle(key);
      },
    ]),
  );
  useKeys({ ...keys, "0": none }, !disabled);
  return (
    <>
      <div className={`${classes.card ?? ""} ${classes.prompt ?? ""}`}>
        <Markdown text={shown.text ?? ""} lang={language} />
      </div>
      <Ask part={part} />
      <div className={classes.flags}>
        {flags.map(({ key, label, description }, index) => (
          <button
            key={key}
            type="button"
            className={classes.flag}
            aria-pressed={chosen?.includes(key) ?? false}
            aria-keyshortcuts={String(index + 1)}
            disabled={disabled}
            onClick={() => {
              toggle(key);
            }}
          >
            <Key>{String(index + 1)}</Key>
            <b>{label}</b>
            {description !== "" && <small>{description}</small>}
          </button>
        ))}
        <button
          type="button"
          className={classes.flag}
          aria-pressed={chosen?.length === 0}
          aria-keyshortcuts="0"
          disabled={disabled}
          onClick={none}
        >
          <Key>0</Key>
          <b>{flags.length === 1 ? "It does not apply" : "None of these"}</b>
        </button>
      </div>
    </>
  );
}
