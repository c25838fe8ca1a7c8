/** What is noticed in the prompt while it is written, and what its writer says of it. */
import { Checkbox, TextInput } from "@mantine/core";

import type { PromptCheck } from "@/lib/api-types";
import { count, words } from "@/lib/format";

import type { CheckState } from "../hooks/usePromptCheck";
import type { Brief, PromptContent } from "../state/prompt-writing";
import { PERSONAL_LABEL, USE_CASES } from "../strings";
import classes from "./PromptChecks.module.css";

interface PromptChecksProps {
  brief: Brief;
  content: PromptContent;
  set: (change: Partial<PromptContent>) => void;
  checked: CheckState;
  /** Why it would be refused. */
  refusal: string | null;
  empty: boolean;
  personal: PromptCheck["personal_data"];
}

export function PromptChecks({ brief, content, set, checked, refusal, empty, personal }: PromptChecksProps) {
  const near = checked.check?.likenesses.filter(({ kind }) => kind === "near") ?? [];
  return (
    <div className={classes.checks}>
      <div className={classes.said}>
        {brief.use_case === "" && (
          <div data-part>
            <TextInput
              size="xs"
              aria-label="Use case"
              placeholder="Use case"
              list="use-cases"
              maxLength={40}
              value={content.useCase}
              onChange={(event) => {
                set({ useCase: event.currentTarget.value });
              }}
            />
            <datalist id="use-cases">
              {USE_CASES.map((key) => (
                <option key={key} value={key}>
                  {words(key)}
                </option>
              ))}
            </datalist>
          </div>
        )}
        <Checkbox
          size="xs"
          label="Sensitive"
          checked={content.sensitive}
          onChange={(event) => {
            set({ sensitive: event.currentTarget.checked });
          }}
        />
        {(personal.length > 0 || content.invented) && (
          <Checkbox
            size="xs"
            label="What looks personal is invented"
            checked={content.invented}
            onChange={(event) => {
              set({ invented: event.currentTarget.checked });
            }}
          />
        )}
      </div>
      <div className={classes.found} role="status">
        {refusal !== null && <p className={classes.refused}>{refusal}</p>}
        {near.length > 0 && <p className={classes.near}>{nearText(near)}</p>}
        {personal.length > 0 && <Personal found={personal} invented={content.invented} />}
        <p className={classes.quiet}>{quiet(checked, empty, refusal !== null || near.length + personal.length > 0)}</p>
      </div>
    </div>
  );
}

function nearText(near: PromptCheck["likenesses"]): string {
  const longest = Math.max(...near.map(({ characters }) => characters));
  const yours = near.filter((like) => like.yours).length;
  const whose = yours === near.length ? "of yours" : yours === 0 ? "of the project" : "of the project and yours";
  return `It begins like ${count(near.length, "prompt")} ${whose}: about ${String(longest)} characters are alike. It will be taken; one that is further off is worth more.`;
}

function quiet({ check, pending, failed }: CheckState, empty: boolean, found: boolean): string {
  if (empty) return "What you write is checked for likeness and personal data.";
  if (failed) return "Not checked: no answer from the server. It is checked when you submit.";
  if (check === undefined || pending) return "Checking…";
  return found ? "" : "Nothing like it in the project, and nothing that looks personal.";
}

interface PersonalProps {
  found: PromptCheck["personal_data"];
  invented: boolean;
}

function Personal({ found, invented }: PersonalProps) {
  return (
    <details className={classes.personal} open={!invented}>
      <summary>
        {count(found.length, "place")} {found.length === 1 ? "looks" : "look"} personal
        {invented ? ", invented as you say" : ": is it invented?"}
      </summary>
      <ul className={classes.list}>
        {found.map(({ kind, excerpt, why }, index) => (
          <li key={index}>
            <strong>{PERSONAL_LABEL[kind]}</strong> <code className={classes.excerpt}>{excerpt}</code> {why}
          </li>
        ))}
      </ul>
    </details>
  );
}
