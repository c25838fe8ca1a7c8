import { Textarea } from "@mantine/core";

import { Markdown } from "@/components/markdown/Markdown";
import { count, wordCount } from "@/lib/format";

import { PART_ASK } from "../strings";
import type { ItemFormProps } from "./Ask";
import classes from "./ItemForm.module.css";

/** A prompt and the answer to it, in Markdown. */
export function WritingForm({ part, shown, language, answer, disabled = false, onChange }: ItemFormProps) {
  const text = answer?.text ?? "";
  return (
    <>
      <div className={`${classes.card ?? ""} ${classes.prompt ?? ""}`}>
        <div className={classes.label}>Prompt</div>
        <Markdown text={shown.prompt ?? ""} lang={language} />
      </div>
      <div>
        <Textarea
          label={PART_ASK[part]}
          description="Markdown is allowed."
          classNames={{ input: classes.text ?? "" }}
          autosize
          minRows={10}
          lang={language}
          dir="auto"
          readOnly={disabled}
          value={text}
          onChange={(event) => {
            onChange({ text: event.currentTarget.value });
          }}
        />
        <div className={classes.words}>{count(wordCount(text), "word")}</div>
      </div>
    </>
  );
}
