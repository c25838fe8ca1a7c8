/** What a new dataset version shall hold. */
import { Alert, Button, Checkbox, Group, NumberInput, Radio, Stack, TextInput } from "@mantine/core";
import { useState, type FormEvent } from "react";

import { useAction } from "@/lib/actions";
import type { DatasetKind, DatasetRequest } from "@/lib/api-types";
import { messageOf } from "@/lib/errors";
import { fieldText } from "@/lib/forms";

import { createDataset } from "../api";
import { DATASET_KINDS, TEXT } from "../strings";

interface FreezeFormProps {
  projectId: string;
  onDone: () => void;
}

export function FreezeForm({ projectId, onDone }: FreezeFormProps) {
  const [kind, setKind] = useState<DatasetKind>("preference_pairs");
  const [agreement, setAgreement] = useState<number | null>(null);
  const [surplus, setSurplus] = useState(false);
  const [edits, setEdits] = useState(false);
  const freeze = useAction({
    run: (body: DatasetRequest) => createDataset(projectId, body),
    changes: [["datasets", projectId]],
    said: "Frozen. Its files are being written.",
    quiet: true,
    onDone,
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const name = fieldText(new FormData(event.currentTarget), "name").trim();
    const filters = {
      min_agreement: agreement === null ? null : agreement / 100,
      include_surplus: surplus,
      include_edits: edits && kind === "demonstrations",
    };
    freeze.mutate({ kind, name, filters });
  };
  return (
    <form onSubmit={submit}>
      <Stack>
        <Radio.Group
          label="Kind"
          value={kind}
          onChange={(value) => {
            setKind(value);
          }}
        >
          <Stack gap={10} mt={8}>
            {DATASET_KINDS.map(({ value, label, hint }) => (
              <Radio key={value} value={value} label={label} description={hint} />
            ))}
          </Stack>
        </Radio.Group>
        <TextInput label="Name" name="name" placeholder="optional" maxLength={200} />
        <NumberInput
          label="Least agreement of a task, in percent"
          description={TEXT.agreementHint}
          min={0}
          max={100}
          step={5}
          suffix=" %"
          allowDecimal={false}
          clampBehavior="strict"
          value={agreement ?? ""}
          onChange={(value) => {
            setAgreement(typeof value === "number" ? value : null);
          }}
        />
        <Checkbox
          label="Answers beyond the number that a task asked for too"
          description="Two people were wanted, and a third one's answer came in late."
          checked={surplus}
          onChange={(event) => {
            setSurplus(event.currentTarget.checked);
          }}
        />
        {kind === "demonstrations" && (
          <Checkbox
            label="Edits of the better of two answers too"
            description="They stand in preference pairs in any case."
            checked={edits}
            onChange={(event) => {
              setEdits(event.currentTarget.checked);
            }}
          />
        )}
        {freeze.error !== null && (
          <Alert color="red" variant="light" role="alert">
            {messageOf(freeze.error)}
          </Alert>
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={onDone}>
            Cancel
          </Button>
          <Button type="submit" loading={freeze.isPending}>
            Freeze
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
