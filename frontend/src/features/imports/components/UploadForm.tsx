/** The file and what to make of it. */
import { Alert, Button, Checkbox, FileInput, Group, NumberInput, Radio, TextInput } from "@mantine/core";
import { useState, type FormEvent } from "react";

import { Panel } from "@/components/Panel";
import { useAction } from "@/lib/actions";
import { messageOf } from "@/lib/errors";

import { startImport, type Upload } from "../api";
import { TEXT } from "../strings";
import classes from "./UploadForm.module.css";

type Fields = Required<Omit<Upload, "file">> & { file: File | null };

const EMPTY: Fields = {
  file: null,
  name: "",
  with_references_as: "demonstrations",
  draw_completions: null,
  seed: 0,
  make_tasks: ["ranking"],
  demonstration_mode: "answer",
};

export function UploadForm({ projectId }: { projectId: string }) {
  const [fields, setFields] = useState(EMPTY);
  const change = (part: Partial<Fields>) => {
    setFields((before) => ({ ...before, ...part }));
  };
  const upload = useAction({
    run: (body: Upload) => startImport(projectId, body),
    changes: [["imports", projectId], ["prompts", projectId], ["overview", projectId]],
    said: "The file is in. Its rows are being read.",
    quiet: true,
    onDone: () => {
      change({ file: null, name: "" });
    },
  });
  const { file } = fields;
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (file !== null) upload.mutate({ ...fields, file });
  };
  return (
    <Panel title="New import">
      <form onSubmit={submit} className={classes.form}>
        <div className={classes.fields}>
          <FileInput
            label="File"
            description={TEXT.file}
            placeholder="Choose a file"
            accept=".jsonl,.csv,.json,text/csv,application/x-ndjson"
            required
            clearable
            clearButtonProps={{ "aria-label": "Take the file away" }}
            value={file}
            onChange={(chosen) => {
              change({ file: chosen });
            }}
          />
          <TextInput
            label="Name"
            description="Empty: the file's own"
            value={fields.name}
            onChange={(event) => {
              change({ name: event.currentTarget.value });
            }}
          />
          <Numbers fields={fields} change={change} />
        </div>
        <Choices fields={fields} change={change} />
        {upload.error !== null && (
          <Alert color="red" variant="light" role="alert">
            {messageOf(upload.error)}
          </Alert>
        )}
        <Group>
          <Button type="submit" disabled={file === null} loading={upload.isPending}>
            Import
          </Button>
        </Group>
      </form>
    </Panel>
  );
}

interface PartProps {
  fields: Fields;
  change: (part: Partial<Fields>) => void;
}

function Numbers({ fields, change }: PartProps) {
  return (
    <>
      <NumberInput
        label={TEXT.draw}
        description={TEXT.drawHint}
        min={2}
        max={9}
        allowDecimal={false}
        value={fields.draw_completions ?? ""}
        onChange={(value) => {
          change({ draw_completions: typeof value === "number" ? value : null });
        }}
      />
      <NumberInput
        label="Seed"
        description="Same seed, same draw"
        min={0}
        allowDecimal={false}
        value={fields.seed}
        onChange={(value) => {
          change({ seed: typeof value === "number" ? value : 0 });
        }}
      />
    </>
  );
}

function Choices({ fields, change }: PartProps) {
  return (
    <div className={classes.choices}>
      <Checkbox.Group
        label={TEXT.tasks}
        value={fields.make_tasks}
        onChange={(value) => {
          change({ make_tasks: value });
        }}
      >
        <Group mt={8}>
          <Checkbox value="ranking" label="Rankings" />
          <Checkbox value="comparison" label="Comparisons of two" />
          <Checkbox value="demonstration" label="Demonstrations" />
        </Group>
      </Checkbox.Group>
      {fields.make_tasks.includes("demonstration") && (
        <Radio.Group
          label={TEXT.mode}
          value={fields.demonstration_mode}
          onChange={(value) => {
            change({ demonstration_mode: value });
          }}
        >
          <Group mt={8}>
            <Radio value="answer" label="The next answer" />
            <Radio value="assistant_turns" label="Each assistant turn" />
            <Radio value="both_sides" label="Both sides, going on" />
          </Group>
        </Radio.Group>
      )}
      <Radio.Group
        label={TEXT.references}
        value={fields.with_references_as}
        onChange={(value) => {
          change({ with_references_as: value });
        }}
      >
        <Group mt={8}>
          <Radio value="demonstrations" label="Demonstrations to learn from" />
          <Radio value="references" label="References only" />
        </Group>
      </Radio.Group>
    </div>
  );
}
