/** The languages somebody works in; qualification and practice ask in these. */
import { Button, TextInput } from "@mantine/core";
import { useState, type FormEvent } from "react";

import { Panel } from "@/components/Panel";
import { useAction } from "@/lib/actions";
import { messageOf } from "@/lib/errors";
import { meQuery, useMe } from "@/lib/me";

import { changeLanguages } from "../api";
import { faultOf, namesOf, tagsOf } from "../languages";
import { TEXT } from "../strings";
import classes from "./LanguagesPanel.module.css";

export function LanguagesPanel() {
  const { languages: stored } = useMe();
  const [text, setText] = useState(stored.join(", "));
  const save = useAction({ run: changeLanguages, changes: [meQuery.queryKey], said: "Saved.", quiet: true });
  const tags = tagsOf(text);
  const fault = faultOf(tags);
  const changed = tags.join() !== stored.join();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (fault === null && changed && !save.isPending) save.mutate(tags);
  };
  return (
    <Panel title={TEXT.languages} hint={TEXT.languagesHint}>
      <form onSubmit={submit} className={classes.form}>
        <TextInput
          className={classes.field}
          label={TEXT.languagesLabel}
          description={fault === null && tags.length > 0 ? namesOf(tags) : TEXT.languagesExample}
          error={fault !== null ? TEXT.noTag(fault) : save.error !== null && messageOf(save.error)}
          value={text}
          spellCheck={false}
          autoCapitalize="off"
          onChange={(event) => {
            setText(event.currentTarget.value);
          }}
        />
        <Button type="submit" variant="default" disabled={!changed || fault !== null} loading={save.isPending}>
          Save
        </Button>
      </form>
    </Panel>
  );
}
