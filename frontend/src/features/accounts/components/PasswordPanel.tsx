/** One's own password, changed by whoever knows the old one. */
import { Alert, Button, PasswordInput, Stack } from "@mantine/core";
import { useState, type FormEvent } from "react";

import { Panel } from "@/components/Panel";
import { useAction } from "@/lib/actions";
import { ApiError, messageOf } from "@/lib/errors";
import { fieldText } from "@/lib/forms";

import { changePassword } from "../api";
import { PASSWORD } from "../strings";

export function PasswordPanel() {
  const [differs, setDiffers] = useState(false);
  const change = useAction({
    run: ({ old, next }: { old: string; next: string }) => changePassword(old, next),
    changes: [],
    said: PASSWORD.changed,
    quiet: true,
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const [old, next, repeat] = ["old", "new", "repeat"].map((name) => fieldText(new FormData(form), name));
    setDiffers(next !== repeat);
    if (next !== repeat) return;
    const done = { onSuccess: () => { form.reset(); } };
    change.mutate({ old: old ?? "", next: next ?? "" }, done);
  };
  const faults = faultsOf(change.error);
  return (
    <Panel title={PASSWORD.title}>
      <form onSubmit={submit}>
        <Stack maw={380} gap="sm">
          <PasswordInput label={PASSWORD.old} name="old" autoComplete="current-password" required error={faults.old} />
          <PasswordInput
            label={PASSWORD.new}
            description={PASSWORD.rule}
            name="new"
            autoComplete="new-password"
            required
            error={faults.new}
          />
          <PasswordInput
            label={PASSWORD.repeat}
            name="repeat"
            autoComplete="new-password"
            required
            error={differs ? PASSWORD.differ : undefined}
          />
          {faults.other !== undefined && (
            <Alert color="red" variant="light" role="alert">
              {faults.other}
            </Alert>
          )}
          <Button type="submit" variant="default" loading={change.isPending} style={{ alignSelf: "flex-start" }}>
            {PASSWORD.save}
          </Button>
        </Stack>
      </form>
    </Panel>
  );
}

/** What is wrong with which field. */
function faultsOf(error: Error | null): { old?: string; new?: string; other?: string } {
  if (error === null) return {};
  const details = error instanceof ApiError ? error.details : [];
  if (details.some(({ field }) => field === "current_password")) return { old: PASSWORD.wrong };
  const about = details.filter(({ field }) => field === "new_password");
  if (about.length > 0) return { new: about.map(({ message }) => message).join(" ") };
  return { other: messageOf(error) };
}
