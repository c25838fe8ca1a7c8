/** A new key: what it may do, then its secret, once. */
import { Alert, Button, Checkbox, Group, Stack, TextInput } from "@mantine/core";
import { useState, type FormEvent } from "react";

import { CopyField } from "@/components/CopyField";
import { useAction } from "@/lib/actions";
import type { ApiKeyScope } from "@/lib/api-types";
import { messageOf } from "@/lib/errors";
import { fieldText } from "@/lib/forms";

import { createKey } from "../api";
import { TEXT } from "../strings";

interface KeyFormProps {
  projectId: string;
  onDone: () => void;
}

export function KeyForm({ projectId, onDone }: KeyFormProps) {
  const [scopes, setScopes] = useState<ApiKeyScope[]>(["feedback:write"]);
  const action = useAction({
    run: (body: { name: string; scopes: ApiKeyScope[] }) => createKey(projectId, body),
    changes: [["api-keys", projectId]],
    quiet: true,
  });
  if (action.data !== undefined) {
    return (
      <Stack>
        <CopyField label={`Key ${action.data.name}`} value={action.data.secret} description={TEXT.keyOnce} />
        <Group justify="flex-end">
          <Button onClick={onDone}>Done</Button>
        </Group>
      </Stack>
    );
  }
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    action.mutate({ name: fieldText(new FormData(event.currentTarget), "name").trim(), scopes });
  };
  return (
    <form onSubmit={submit}>
      <Stack>
        <TextInput label="Name" name="name" placeholder="Which chatbot is it for?" required data-autofocus />
        <Checkbox.Group
          label="It may"
          value={scopes}
          onChange={(value) => {
            setScopes(value);
          }}
        >
          <Stack gap="xs" mt={8}>
            <Checkbox value="feedback:write" label="send feedback" />
            <Checkbox value="feedback:read" label="read back the feedback it sent" />
          </Stack>
        </Checkbox.Group>
        {action.error !== null && (
          <Alert color="red" variant="light" role="alert">
            {messageOf(action.error)}
          </Alert>
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={onDone}>
            Cancel
          </Button>
          <Button type="submit" disabled={scopes.length === 0} loading={action.isPending}>
            Make the key
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
