/** Name, description and the numbers that new tasks are made by. */
import { Alert, Button, Group, NumberInput, Switch, Textarea, TextInput } from "@mantine/core";
import { useState, type FormEvent } from "react";

import { useAction } from "@/lib/actions";
import type { Project, ProjectPatch, ProjectSettings } from "@/lib/api-types";
import { messageOf } from "@/lib/errors";

import { changeProject } from "../api";
import classes from "./SettingsForm.module.css";

type SwitchKey = "store_feedback_by_default" | "comparison_edits";
type NumberKey = Exclude<keyof ProjectSettings, SwitchKey | "about_pay">;

const NUMBERS: readonly { key: NumberKey; label: string; hint: string; share?: boolean }[] = [
  { key: "default_overlap", label: "Judgments per task", hint: "how many people judge each" },
  { key: "shared_sample_share", label: "Shared sample", hint: "share of tasks for agreement", share: true },
  { key: "shared_sample_overlap", label: "Judgments per shared task", hint: "at least two" },
  { key: "completions_per_task", label: "Answers per ranking", hint: "2 to 9" },
  { key: "lease_minutes", label: "Lease, minutes", hint: "renewed while the page is open" },
  { key: "prefetch_minutes", label: "Prefetch lease, minutes", hint: "for the task after this one" },
  { key: "prompt_cap_per_author", label: "Prompts per author", hint: "at most" },
  { key: "demonstration_review_share", label: "Demonstrations reviewed", hint: "share a reviewer reads", share: true },
  { key: "demonstration_review_first", label: "First demonstrations reviewed", hint: "all of a newcomer's first" },
  { key: "gold_check_share", label: "Checks against gold", hint: "share of ranking work, at most 0.5", share: true },
];

export function SettingsForm({ project }: { project: Project }) {
  const [name, setName] = useState(project.name);
  const [description, setDescription] = useState(project.description);
  const [settings, setSettings] = useState(project.settings);
  const save = useAction({
    run: (body: ProjectPatch) => changeProject(project.id, body),
    changes: [["project", project.id], ["projects"], ["me"]],
    said: "Saved.",
    quiet: true,
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    save.mutate({ name: name.trim(), description, settings });
  };
  return (
    <form onSubmit={submit} className={classes.form}>
      <TextInput
        label="Name"
        required
        value={name}
        onChange={(event) => {
          setName(event.currentTarget.value);
        }}
      />
      <Textarea
        label="Description"
        autosize
        minRows={2}
        value={description}
        onChange={(event) => {
          setDescription(event.currentTarget.value);
        }}
      />
      <Textarea
        label="About pay"
        description="Shown to labelers on Home and to whoever is invited: the rate, when it is paid, and what else is paid, such as qualification or reading the guidelines."
        autosize
        minRows={2}
        maxLength={2000}
        value={settings.about_pay}
        onChange={(event) => {
          setSettings({ ...settings, about_pay: event.currentTarget.value });
        }}
      />
      <div className={classes.numbers}>
        {NUMBERS.map(({ key, label, hint, share = false }) => (
          <NumberInput
            key={key}
            label={label}
            description={hint}
            required
            min={0}
            {...(share ? { max: 1, step: 0.05 } : { allowDecimal: false })}
            value={settings[key]}
            onChange={(value) => {
              if (typeof value === "number") setSettings({ ...settings, [key]: value });
            }}
          />
        ))}
      </div>
      <Switch
        label="Keep feedback where a chatbot says nothing about consent"
        checked={settings.store_feedback_by_default}
        onChange={(event) => {
          setSettings({ ...settings, store_feedback_by_default: event.currentTarget.checked });
        }}
      />
      <Switch
        label="After a comparison, let labelers edit the better answer"
        checked={settings.comparison_edits}
        onChange={(event) => {
          setSettings({ ...settings, comparison_edits: event.currentTarget.checked });
        }}
      />
      {save.error !== null && (
        <Alert color="red" variant="light" role="alert">
          {messageOf(save.error)}
        </Alert>
      )}
      <Group>
        <Button type="submit" loading={save.isPending}>
          Save
        </Button>
      </Group>
    </form>
  );
}
